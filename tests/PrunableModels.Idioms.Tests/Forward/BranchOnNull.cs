using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Layers that are there or not.</summary>
[Prunable]
public sealed partial class BranchOnNull : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);
    private readonly Conv2d? skip;
    private readonly BatchNorm2d? norm;

    public BranchOnNull(bool normalise) : base(nameof(BranchOnNull))
    {
        skip = Conv2d(3, 8, 3);
        norm = normalise ? BatchNorm2d(8) : null;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x);
        if (skip != null)
        {
            y = y + skip.forward(x);
        }

        if (norm is not null)
        {
            y = norm.forward(y);
        }

        return head.forward(y.relu().mean([2, 3]));
    }
}
