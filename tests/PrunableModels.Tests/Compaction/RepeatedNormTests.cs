using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests.Compaction;

/// <summary>A normalisation over a width that is pruned, called twice: what stands in for it is one module.</summary>
public sealed class RepeatedNormTests
{
    [Fact]
    public void It_is_exchanged_once()
    {
        using var model = new TwiceNormed();
        using var mask = ones(model.Pruning.Map.Count, ScalarType.Bool);
        mask[model.Pruning.Map.Groups.Single(g => g.Width == 8).Start] = false;

        Assert.InRange(model.Compact(mask, new() { ExampleInput = randn(5, 4) }).LargestDifference, 0, 1e-5);
        Assert.Equal(7, Assert.Single(model.modules().OfType<NarrowedLayerNorm>()).Left);
    }
}

[Prunable]
internal sealed partial class TwiceNormed : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(4, 8);
    private readonly Module<Tensor, Tensor> norm = LayerNorm(8);
    private readonly Linear last = Linear(8, 3);

    public TwiceNormed() : base(nameof(TwiceNormed)) => RegisterComponents();

    public override Tensor forward(Tensor x) => last.call(norm.call(norm.call(first.call(x))));
}
