namespace PrunableModels.Core.Tests;

/// <summary>Models to draw.</summary>
internal static class PicturePrograms
{
    /// <summary>A sum of two branches, one of which is a stretch before another branch: what can be erased, and what is dead then.</summary>
    public const string Branches = """
        class Branches {
          field Module "stem" = new Conv2d(3, 8, 3, padding: 1)
          field Module "left" = new Conv2d(8, 8, 3, padding: 1)
          field Module "deep" = new Conv2d(8, 8, 3, padding: 1)
          field Module "deeper" = new Conv2d(8, 8, 3, padding: 1)
          field Module "head" = new Conv2d(8, 4, 1)
          method forward(x) {
            x = functional.relu(call this.stem(x))
            y = functional.relu(call this.left(x))
            z = call this.deeper(functional.relu(call this.deep(x)))
            return call this.head(functional.relu(y + z))
          }
        }
        """;

    public const string Nested = """
        class Nested {
          field Module "first" = new Outer(4)
          field Module "second" = new Outer(4)
          method forward(x) {
            return call this.second(call this.first(x))
          }
        }
        class Outer {
          field Module "inner"
          field Module "norm"
          constructor(width) {
            this.inner = new Inner(width)
            this.norm = new LayerNorm(width)
          }
          method forward(x) {
            return call this.norm(call this.inner(x))
          }
        }
        class Inner {
          field Module "linear"
          constructor(width) {
            this.linear = new Linear(width, width)
          }
          method forward(x) {
            return functional.relu(call this.linear(x))
          }
        }
        """;

    public static GroupSet Groups(string program)
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse(program));
        return result.Problem is null ? result.Configurations[0].Groups : throw new InvalidOperationException(result.Problem);
    }
}
