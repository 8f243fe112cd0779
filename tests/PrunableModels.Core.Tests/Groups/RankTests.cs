using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Models whose input may have any number of axes: what follows from the layers, and what does not and is kept.</summary>
public sealed class RankTests
{
    [Fact]
    public void How_much_a_flatten_joins_is_not_known() => Assert.Equal("flatten is applied to dimensions that are not known", Kept("a.weight:0", """
        class M {
          field Module "a" = new Linear(inputSize: 5, outputSize: 6)
          field Module "head" = new Linear(inputSize: 36, outputSize: 5)
          method forward(x) {
            return call this.head(Tensor.flatten(call this.a(x), start_dim: 1))
          }
        }
        """));

    [Theory]
    [InlineData("new PReLU(num_parameters: 5)", true)]
    [InlineData("new BatchNorm1d(num_features: 5)", false)]
    [InlineData("new GroupNorm(num_groups: 5, num_channels: 5)", false)]
    public void Channels_are_not_the_last_axis_where_that_has_another_extent(string layer, bool isPrunable)
    {
        var groups = Link($$"""
            class M {
              field Module "a" = new Linear(inputSize: 6, outputSize: 4)
              field Module "n" = {{layer}}
              field Module "b" = new Linear(inputSize: 4, outputSize: 3)
              method forward(x) {
                return call this.b(call this.n(call this.a(x)))
              }
            }
            """);
        Assert.Empty(groups.Mismatches);
        Assert.Equal(isPrunable ? ["a.weight:0"] : [], groups.Prunable.Select(g => g.Id));
    }

    [Fact]
    public void Channels_are_the_last_axis_where_they_can_be() => Assert.Equal(["a.weight:0"], Link("""
        class M {
          field Module "a" = new Linear(inputSize: 6, outputSize: 4)
          field Module "n" = new BatchNorm1d(num_features: 4)
          field Module "b" = new Linear(inputSize: 4, outputSize: 3)
          method forward(x) {
            return call this.b(functional.relu(call this.n(call this.a(x))))
          }
        }
        """).Prunable.Select(g => g.Id));

    // The layer takes nothing without positions, so that the last axis is one of these.
    [Fact]
    public void A_group_norm_combines_the_last_axis() => Assert.Equal("n (GroupNorm) combines its positions", Kept("a.weight:0", """
        class M {
          field Module "a" = new Linear(inputSize: 6, outputSize: 4)
          field Module "n" = new GroupNorm(num_groups: 2, num_channels: 4)
          field Module "b" = new Linear(inputSize: 4, outputSize: 3)
          method forward(x) {
            return call this.b(call this.n(call this.a(x)))
          }
        }
        """));

    [Fact]
    public void A_norm_of_something_unknown_does_not_say_how_many_axes_it_has() => Assert.Empty(Link("""
        class M {
          field Module "a" = new Conv1d(in_channels: 3, out_channels: 4, kernel_size: 3, padding: 1)
          field Module "n" = new BatchNorm1d(num_features: 4)
          field Module "b" = new Linear(inputSize: 7, outputSize: 3)
          field Module "head" = new Linear(inputSize: 12, outputSize: 3)
          method forward(x) {
            y = call this.b(call this.n(torch.frobnicate(call this.a(x))))
            return call this.head(Tensor.flatten(y, start_dim: 1))
          }
        }
        """).Mismatches);

    [Theory]
    [InlineData("Tensor.expand(y, sizes: [-1, 2, -1])")]
    [InlineData("y + x")]
    public void A_single_structure_is_as_large_as_others_ask_for(string use) => Assert.Empty(Link($$"""
        class M {
          field Module "a" = new Conv1d(in_channels: 3, out_channels: 4, kernel_size: 3, padding: 1)
          field Module "head" = new Linear(inputSize: 7, outputSize: 3)
          method forward(x) {
            x = call this.a(x)
            y = Tensor.narrow(x, dim: 1, start: 3, length: 1)
            return call this.head({{use}})
          }
        }
        """).Mismatches);

    private static string? Kept(string id, string program) => Link(program).Kept.Single(g => g.Id == id).Kept!.Message;

    private static GroupSet Link(string text)
    {
        var program = ModelProgram.Parse(text);
        var interpreter = new Interpreter(program, new(Assumptions.None), new(), new());
        var root = interpreter.ConstructRoot();
        interpreter.Place(root, isPart: true);
        return ModelAnalysis.Link(program, root);
    }
}
