using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>The conditional operator, null-conditional calls, and what stands in for null.</summary>
[Prunable]
public sealed partial class ConditionalExpressions : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);
    private readonly Conv2d? extra = null;
    private readonly BatchNorm2d? norm = BatchNorm2d(8);
    private readonly bool activate = true;

    public ConditionalExpressions() : base(nameof(ConditionalExpressions)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x);
        y = norm?.forward(y) ?? y;
        Tensor? z = extra?.forward(x);
        z ??= y;
        z = activate ? z.relu() : z;
        return head.forward((z ?? x).mean([2, 3]));
    }
}
