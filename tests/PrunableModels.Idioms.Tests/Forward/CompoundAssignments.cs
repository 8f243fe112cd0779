using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Compound assignment between tensors, and with numbers.</summary>
[Prunable]
public sealed partial class CompoundAssignments : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 8, 3, padding: 1);
    private readonly Linear head = Linear(8, 2);

    public CompoundAssignments() : base(nameof(CompoundAssignments)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv1.forward(x);
        var z = conv2.forward(y.relu());
        z += y;
        z *= 0.5;
        z -= y * 2;
        z /= 3;
        return head.forward(z.relu().mean([2, 3]));
    }
}
