using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Parts of an axis: by sizes that are written down, and by half of what there is.</summary>
[Prunable]
public sealed partial class SplitSizes : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 10, 3);
    private readonly Conv2d conv2 = Conv2d(3, 8, 3);
    private readonly Linear head1 = Linear(4, 2);
    private readonly Linear head2 = Linear(6, 2);
    private readonly Linear head3 = Linear(4, 2);

    public SplitSizes() : base(nameof(SplitSizes)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var parts = conv1.forward(x).relu().mean([2, 3]).split([4, 6], 1);
        var y = conv2.forward(x).mean([2, 3]);
        var halves = y.split(y.shape[1] / 2, 1);
        return head1.forward(parts[0]) + head2.forward(parts[1]) + head3.forward(halves[0] * halves[1].sigmoid());
    }
}
