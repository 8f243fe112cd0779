using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A dispose scope as a statement, with the return inside it.</summary>
[Prunable]
public sealed partial class ScopeStatement : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public ScopeStatement() : base(nameof(ScopeStatement)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        using (NewDisposeScope())
        {
            var y = conv.forward(x).relu().mean([2, 3]);
            return head.forward(y).MoveToOuterDisposeScope();
        }
    }
}
