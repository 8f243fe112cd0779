using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Operations that change the tensor that other names also stand for.</summary>
[Prunable]
public sealed partial class InPlaceOperations : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public InPlaceOperations() : base(nameof(InPlaceOperations)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x);
        var alias = y;
        alias.mul_(0.5);
        y.add_(alias);
        y.relu_();
        return head.forward(alias.mean([2, 3]));
    }
}
