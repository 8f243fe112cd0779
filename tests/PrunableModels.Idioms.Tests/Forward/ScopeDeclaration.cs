using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A dispose scope for the whole method.</summary>
[Prunable]
public sealed partial class ScopeDeclaration : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public ScopeDeclaration() : base(nameof(ScopeDeclaration)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        using var _ = NewDisposeScope();
        var y = conv.forward(x).relu();
        y = y.mean([2, 3]);
        return head.forward(y).MoveToOuterDisposeScope();
    }
}
