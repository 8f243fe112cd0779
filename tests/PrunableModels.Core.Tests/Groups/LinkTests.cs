using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class LinkTests
{
    // How many channels the input has is not known, so neither is which group of the filter a channel of 'a' belongs to.
    [Fact]
    public void What_is_not_known_when_linked_is_kept()
    {
        var groups = Link("""
            class M {
              field Module "a" = new Conv2d(in_channels: 3, out_channels: 12, kernel_size: 1)
              field Module "filter" = new Conv2d(in_channels: 27, out_channels: 27, kernel_size: 3, groups: 27)
              field Module "head" = new Conv2d(in_channels: 27, out_channels: 4, kernel_size: 1)
              method forward(x) {
                y = call this.a(x)
                return call this.head(call this.filter(torch.cat([x, y, y], dim: 1)))
              }
            }
            """);
        Assert.Equal(KeptKind.Layout, groups.Kept.First(g => g.Id == "a.weight:0").Kept!.Kind);
    }

    // Both groups of 'halves' read six channels alike: the ones of 'b', and those of 'a' twice.
    [Fact]
    public void What_one_part_of_a_concatenation_ties_holds_for_the_next()
    {
        var groups = Link("""
            class M {
              field Module "a" = new Conv2d(in_channels: 3, out_channels: 3, kernel_size: 1)
              field Module "b" = new Conv2d(in_channels: 6, out_channels: 6, kernel_size: 1)
              field Module "halves" = new Conv2d(in_channels: 12, out_channels: 4, kernel_size: 1, groups: 2)
              field Module "head" = new Conv2d(in_channels: 4, out_channels: 4, kernel_size: 1)
              method forward(x) {
                x = call this.a(x)
                y = torch.cat([x, x], dim: 1)
                return call this.head(call this.halves(torch.cat([call this.b(y), y], dim: 1)))
              }
            }
            """);
        Assert.Equal(["a.weight:0", "halves.weight:0"], groups.Prunable.Select(g => g.Id));
        Assert.Equal("a.weight:0 + a.weight:0", groups.Prunable.First().Occurrences.First(o => o is { Path: "b.weight", Axis: 0 }).Type.ToString());
    }

    [Fact]
    public void What_training_and_evaluation_do_alike_can_be_pruned()
    {
        var groups = Link("""
            class M {
              field Module "a" = new Linear(inputSize: 3, outputSize: 8)
              field Module "b" = new Linear(inputSize: 8, outputSize: 6)
              field Module "head" = new Linear(inputSize: 6, outputSize: 4)
              method forward(x) {
                x = functional.relu(call this.a(x))
                if this.training {
                  x = functional.dropout(x, p: 0.5)
                }
                x = call this.b(x)
                if this.training {
                  x = torch.mystery(x)
                }
                return call this.head(x)
              }
            }
            """);
        Assert.Equal(["a.weight:0"], groups.Prunable.Select(g => g.Id));
        Assert.Contains("in training", groups.Kept.First(g => g.Id == "b.weight:0").Kept!.Message, StringComparison.Ordinal);
    }

    private static GroupSet Link(string text)
    {
        var program = ModelProgram.Parse(text);
        var interpreter = new Interpreter(program, new(Assumptions.None), new(), new());
        var root = interpreter.ConstructRoot();
        interpreter.Place(root, isPart: true);
        return ModelAnalysis.Link(program, root);
    }
}
