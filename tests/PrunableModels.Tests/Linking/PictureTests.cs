using PrunableModels.Tests.Erasing;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

/// <summary>Pictures of live models.</summary>
public sealed class PictureTests
{
    [Fact]
    public void A_model_is_drawn_with_its_live_widths()
    {
        using var scope = NewDisposeScope();
        using var model = new Classifier();
        Assert.Contains("\"conv1 / Conv2d 3 -> 64\"", model.Pruning.ToDot(), StringComparison.Ordinal);

        model.Compact(arange(64L) < 20, new() { Verify = false });
        Assert.Contains("\"conv1 / Conv2d 3 -> 20\"", model.Pruning.ToDot(), StringComparison.Ordinal);
        Assert.Contains("\"conv1 / Conv2d 3 -> 20\"", model.Pruning.ToMermaid(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_shape_of_the_input_every_shape_is_known()
    {
        using var model = new Classifier();
        Assert.Contains("[label=\"[2, 3, 32, 32]\"]", model.Pruning.ToDot(null, 2, 3, 32, 32), StringComparison.Ordinal);
        Assert.Contains("|\"[2, 16384]\"|", model.Pruning.ToMermaid(null, 2, 3, 32, 32), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Pruning.ToDot(null, 2, 4, 32, 32));
    }

    [Fact]
    public void Segments_that_are_named_are_erased()
    {
        using var model = new ResNet();
        var options = new PictureOptions { Coloring = PictureColoring.Segments, Erased = ["stages.stage0_block1.conv1.weight"] };
        Assert.Contains("spliced", model.Pruning.ToDot(options), StringComparison.Ordinal);
        Assert.DoesNotContain("stage0_block1.conv1", model.Pruning.ToDot(options with { IsAfter = true }), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Pruning.ToDot(options with { Erased = ["nobody"] }));
    }

    [Fact]
    public void What_was_erased_before_is_not_there_any_more()
    {
        using var scope = NewDisposeScope();
        using var model = new BranchingNet();
        var id = model.Pruning.Segments.Erasable.First().Id;
        var options = new PictureOptions { Coloring = PictureColoring.Segments, IsAfter = true };
        Assert.Contains($"\"{id}\"", model.Pruning.ToDot(options), StringComparison.Ordinal);

        model.Erase([id], new() { Verify = false });
        Assert.DoesNotContain($"\"{id}\"", model.Pruning.ToDot(options), StringComparison.Ordinal);
        Assert.Contains("it is erased", model.Pruning.ToDot(options with { IsAfter = false }), StringComparison.Ordinal);
    }
}
