using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Sums and differences of tensors by operators, and a branch for each.</summary>
[Prunable]
public sealed partial class TensorOperators : Module<Tensor, Tensor>
{
    private readonly Conv2d a = Conv2d(3, 8, 3);
    private readonly Conv2d b = Conv2d(3, 8, 3);
    private readonly Conv2d c = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public TensorOperators() : base(nameof(TensorOperators)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = a.forward(x) + b.forward(x) - c.forward(x);
        return head.forward((-y).relu().mean([2, 3]));
    }
}
