using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A result detached from its dispose scope.</summary>
[Prunable]
public sealed partial class ScopeDetaches : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public ScopeDetaches() : base(nameof(ScopeDetaches)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = conv.forward(x).relu().mean([2, 3]);
        var z = head.forward(y);
        z.DetachFromDisposeScope();
        return z;
    }
}
