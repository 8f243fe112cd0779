using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>The extents of intermediate tensors, which multiply-adds are counted by, are those that TorchSharp computes.</summary>
public sealed class ExtentTests
{
    /// <summary>Kernel, stride and padding: no more of it than half a kernel.</summary>
    public static TheoryData<long, long, long> Windows() =>
        [.. from kernel in (long[])[2, 3, 5] from stride in (long[])[1, 2, 3, 4] from padding in (long[])[0, 1, 2] where 2 * padding <= kernel select (kernel, stride, padding)];

    [Theory]
    [MemberData(nameof(Windows))]
    public void Pooling_that_rounds_up_leaves_the_windows_that_start_within_the_input(long kernel, long stride, long padding)
    {
        using var scope = NewDisposeScope();
        foreach (var layer in new Module<Tensor, Tensor>[] { MaxPool2d(kernel, stride, padding, ceil_mode: true), AvgPool2d(kernel, stride, padding, ceil_mode: true) })
        {
            using var model = new InlineModel("return call this.b(call this.pool(x))", (m, x) => m.Call("b", m.Call("pool", x)), ("pool", layer), ("b", Conv2d(1, 1, 1)));
            for (var extent = kernel; extent < kernel + 8; extent++)
            {
                Assert.Equal(model.call(zeros(1, 1, extent, extent + 1)).numel(), model.Pruning.CountMacs(1, 1, extent, extent + 1));
            }
        }
    }

    [Theory]
    [InlineData(4, 6, 10)]
    [InlineData(2, 9, 5)]
    public void What_a_view_leaves_open_is_what_the_other_extents_leave(long batch, long time, long channels)
    {
        using var scope = NewDisposeScope();
        using var model = new InlineModel(
            "return call this.b(Tensor.view(call this.a(x), shape: [-1, 3, 2 * x.shape[2]]))",
            (m, x) => m.Call("b", m.Call("a", x).view(-1, 3, 2 * x.shape[2])),
            ("a", Linear(channels, 2 * channels)),
            ("b", Linear(2 * channels, 1)));
        Assert.Equal(batch * time * 2 * channels * (channels + 1), model.Pruning.CountMacs(batch, time, channels));
        Assert.Equal([batch * time / 3, 3, 1], model.call(zeros(batch, time, channels)).shape);
    }

    [Fact]
    public void A_size_that_depends_on_the_data_is_refused_by_the_layer_it_reaches()
    {
        using var scope = NewDisposeScope();
        using var model = new InlineModel(
            "return call this.b(Tensor.unsqueeze(Tensor.masked_select(x, mask: Tensor.gt(x, 0)), dim: -1))",
            (m, x) => m.Call("b", x.masked_select(x > 0).unsqueeze(-1)),
            ("b", Linear(1, 2)));
        var error = Assert.Throws<InvalidOperationException>(() => model.Pruning.CountMacs(4, 3));
        Assert.Equal("The output size of b (Linear) does not follow from the input's: Tensor.masked_select is not a known operation.", error.Message);
    }
}
