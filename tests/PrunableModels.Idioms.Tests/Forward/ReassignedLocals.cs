using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Locals that hold one tensor after the other, declared without a value or all at once.</summary>
[Prunable]
public sealed partial class ReassignedLocals : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 8, 3, padding: 1);
    private readonly Linear head = Linear(8, 2);

    public ReassignedLocals() : base(nameof(ReassignedLocals)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        Tensor y, z;
        Tensor first = conv1.forward(x), residual = first;
        y = z = first.relu();
        first = conv2.forward(y);
        y = first + residual;
        z = (y = y.relu()).mean([2, 3]);
        return head.forward(z);
    }
}
