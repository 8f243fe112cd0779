using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.HardIdioms;

/// <summary>Branches that are null once the model is deployed, and a number in the place of one that is missing.</summary>
[Prunable]
public sealed partial class Reparametrised : Module<Tensor, Tensor>
{
    private readonly Conv2d conv3 = Conv2d(3, 8, 3, padding: 1);
    private readonly Conv2d conv1 = Conv2d(3, 8, 1);
    private readonly BatchNorm2d norm = BatchNorm2d(8);
    private readonly BatchNorm2d? identity = null;
    private readonly Conv2d? deployed = null;
    private readonly Linear head = Linear(8, 2);

    public Reparametrised() : base(nameof(Reparametrised)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        if (deployed is not null)
        {
            return head.forward(deployed.forward(x).relu().mean([2, 3]));
        }

        var id_out = identity is null ? 0 : identity.forward(x);
        var y = norm.forward(conv3.forward(x)) + conv1.forward(x) + id_out;
        return head.forward(y.relu().mean([2, 3]));
    }
}
