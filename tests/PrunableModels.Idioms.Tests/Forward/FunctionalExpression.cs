using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A forward that is one expression.</summary>
[Prunable]
public sealed partial class FunctionalExpression : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public FunctionalExpression() : base(nameof(FunctionalExpression)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.forward(conv.forward(x).relu().mean([2, 3]));
}
