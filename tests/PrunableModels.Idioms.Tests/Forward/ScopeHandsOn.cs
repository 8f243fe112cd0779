using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A dispose scope that moves several tensors and hands one on.</summary>
[Prunable]
public sealed partial class ScopeHandsOn : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public ScopeHandsOn() : base(nameof(ScopeHandsOn)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = scope.MoveToOuter(conv.forward(x).relu());
        return scope.MoveToOuter(head.forward(y.mean([2, 3])));
    }
}
