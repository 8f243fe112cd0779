using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>What is left of a model when segments are erased, written out as a class: as if they had never been there.</summary>
public sealed class ErasedClassTests
{
    [Fact]
    public void Segments_and_the_sum_that_they_went_into_are_gone()
    {
        var written = Write("x = call this.c(x)\ny = functional.relu((call this.a(x)) + (call this.b(x)))\nreturn call this.head(y)", "a.weight");
        Assert.Contains("var y = functional.relu(b.call(x));", written, StringComparison.Ordinal);
        Assert.DoesNotContain("a = ", written, StringComparison.Ordinal);
    }

    [Fact]
    public void So_is_what_only_they_needed()
    {
        var written = Write("y = functional.relu((call this.a(x)) + (call this.b(x)))\nreturn call this.head(x + (call this.c(y)))", "c.weight");
        Assert.Contains("return head.call(x);", written, StringComparison.Ordinal);
        Assert.DoesNotContain("b = ", written, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_difference_loses_is_what_was_subtracted() =>
        Assert.Contains("return head.call(c.call(x));", Write("return call this.head((call this.c(x)) - (call this.a(x)))", "a.weight"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[call this.c(x), call this.a(x)]", "a.weight", "functional.pad(c.call(x), [0, 0, 0, 0, 0, 4])")]
    [InlineData("[call this.a(x), call this.c(x)]", "a.weight", "functional.pad(c.call(x), [0, 0, 0, 0, 4, 0])")]
    [InlineData("[call this.a(x), call this.c(x), call this.b(x)]", "c.weight", "torch.cat([functional.pad(y, [0, 0, 0, 0, 0, 4]), x], 1)")]
    public void A_concatenation_has_zeros_in_the_place_of_what_is_erased(string parts, string erased, string expected)
    {
        var written = Write($"return call this.wide(torch.cat({parts}, dim: 1))", erased);
        Assert.Contains(expected, written, StringComparison.Ordinal);
        Assert.DoesNotContain($"{erased.Split('.')[0]} = ", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_of_which_the_skip_alone_is_left_is_gone_and_so_is_a_call_that_gave_nothing_else()
    {
        var graph = Graph("""
            class Net {
              field Module "stem" = new Conv2d(3, 4, 1)
              field Module "first" = new Block()
              field Module "second" = new Block()
              field Module "head" = new Conv2d(4, 2, 1)
              method forward(x) {
                x = call this.second(call this.first(call this.stem(x)))
                return call this.head(x)
              }
            }
            class Block {
              field Module "branch" = new Branch()
              method forward(x) {
                return x + (call this.branch(x))
              }
            }
            class Branch {
              field Module "conv" = new Conv2d(4, 4, 3, padding: 1)
              method forward(x) {
                return functional.relu(call this.conv(functional.relu(x)))
              }
            }
            """);
        Assert.Contains("x = second.call(stem.call(x));", Write(graph, "first.branch.conv.weight"), StringComparison.Ordinal);
        Assert.Contains("return head.call(stem.call(x));", Write(graph = Graph(graph.Text), "first.branch.conv.weight", "second.branch.conv.weight"), StringComparison.Ordinal);
    }

    private static (Graph Graph, string Text) Graph(string program)
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse(program));
        Assert.Null(result.Problem);
        return (Assert.Single(result.Configurations).Groups.Graph, program);
    }

    private static string Write(string body, params string[] first) => Write(Graph(ErasableTests.Program(body)), first);

    private static string Write((Graph Graph, string Text) model, params string[] first)
    {
        var segments = SegmentGraph.Of(model.Graph);
        var erasure = Erasure.Of(segments, segments.Erasable.Where(s => first.Contains(s.Parameters[0].Path)));
        Assert.Equal(first.Length, erasure.Erased.Count);
        Assert.Null(erasure.Problem);
        erasure.Apply();
        return CompactClassWriter.Write(model.Graph, new("Left"));
    }
}
