using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A store by constant index, along an axis that stays.</summary>
[Prunable]
public sealed partial class IndexedStore : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public IndexedStore() : base(nameof(IndexedStore)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).relu();
        var z = zeros_like(y);
        z[.., .., 0] = y[.., .., 1];
        z[TensorIndex.Ellipsis, 0] = y[TensorIndex.Ellipsis, 1];
        return head.forward((y + z).mean([2, 3]));
    }
}
