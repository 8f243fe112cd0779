using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Convolutions that are null once they are merged into one, and a normalisation of the input that may be null.</summary>
[Prunable]
public sealed partial class DeployMode : Module<Tensor, Tensor>
{
    private readonly Conv2d? merged;
    private readonly Conv2d? dense;
    private readonly Conv2d? pointwise;
    private readonly BatchNorm2d? bn;
    private readonly Conv2d stem = Conv2d(3, 5, 1);
    private readonly Linear head = Linear(5, 2);

    public DeployMode(bool deploy, bool identity) : base(nameof(DeployMode))
    {
        if (deploy)
        {
            merged = Conv2d(5, 5, 3, padding: 1);
        }
        else
        {
            dense = Conv2d(5, 5, 3, padding: 1);
            pointwise = Conv2d(5, 5, 1);
            bn = identity ? BatchNorm2d(5) : null;
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = stem.forward(x);
        if (merged is not null)
        {
            return head.forward(relu(merged.forward(x)).mean([2, 3]));
        }

        var id_out = bn is null ? 0 : bn.forward(x);
        return head.forward(relu(dense!.forward(x) + pointwise!.forward(x) + id_out).mean([2, 3]));
    }
}
