using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests.Erasing;

/// <summary>Sums of a convolution, a pool and a skip connection, of which the last two are offered for erasing although they have no parameters.</summary>
[Prunable]
public sealed partial class GatedNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 8, 3, padding: 1);
    private readonly Conv2d conv = Conv2d(8, 8, 3, padding: 1);

    [Erasable]
    private readonly Module<Tensor, Tensor> pool = MaxPool2d(3, stride: 1, padding: 1);

    [Erasable]
    private readonly Module<Tensor, Tensor> skip = Identity();

    // Nothing but a pool fits here.
#pragma warning disable PRUNE1002
    [Erasable]
    private readonly AvgPool2d narrow = AvgPool2d(3, stride: 1, padding: 1);
#pragma warning restore PRUNE1002

    private readonly Linear head = Linear(8, 4);

    public GatedNet() : base(nameof(GatedNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        x = conv.call(x) + pool.call(x) + skip.call(x) + narrow.call(x);
        return head.call(functional.relu(x).mean([2, 3]));
    }
}
