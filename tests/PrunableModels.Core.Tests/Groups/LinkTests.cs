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

    private static GroupSet Link(string text)
    {
        var program = ModelProgram.Parse(text);
        var root = (ConstructedModule)new Interpreter(program, Assumptions.None, new()).Construct(program.Root, []);
        root.AssignPaths("");
        return ModelAnalysis.Link(program, root);
    }
}
