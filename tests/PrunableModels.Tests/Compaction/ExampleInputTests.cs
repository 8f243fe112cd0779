using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

public sealed class ExampleInputTests
{
    [Fact]
    public void The_smallest_shape_that_fits_every_layer_is_found()
    {
        Assert.Equal([2, 12], Shape(new Mlp()));
        Assert.Equal([2, 3, 32, 32], Shape(new Classifier()));
        Assert.Equal([2, 3, 16, 16], Shape(new DenseNet()));
        Assert.Equal([2, 3, 8, 8], Shape(new ResNet()));
        Assert.Equal([2, 3, 28, 28], Shape(Strided(9)));
    }

    [Fact]
    public void An_image_that_no_extent_fits_is_asked_for()
    {
        using var model = Strided(8);
        using var mask = ones(4, ScalarType.Bool);
        Assert.Contains("ExampleInput", Assert.Throws<InvalidOperationException>(() => model.Compact(mask)).Message, StringComparison.Ordinal);
        using var x = randn(2, 3, 24, 25);
        Assert.Equal(0, model.Compact(mask, new() { ExampleInput = x }).LargestDifference);
    }

    [Fact]
    public void A_model_that_does_not_take_what_was_made_says_so()
    {
        using var model = new Mlp(activation: _ => throw new NotSupportedException("not today"));
        using var mask = ones(24, ScalarType.Bool);
        var e = Assert.Throws<InvalidOperationException>(() => model.Compact(mask));
        Assert.Contains("shape [2, 12] that was made for the comparison: not today Set CompactOptions.ExampleInput", e.Message, StringComparison.Ordinal);
    }

    // Windows of three leave eight or nine positions a side; 25 and 28 pixels do that.
    private static InlineModel Strided(int side) => new(
        "return call this.head(Tensor.flatten(call this.conv(x), start_dim: 1))",
        (m, x) => m.Call("head", m.Call("conv", x).flatten(1)),
        ("conv", Conv2d(3, 4, 3, stride: 3)), ("head", Linear(4 * side * side, 2)));

    private static long[] Shape(TestModel model)
    {
        using (model)
        {
            return ExampleInput.Shape(model.Pruning.Linked.Groups.Graph);
        }
    }
}
