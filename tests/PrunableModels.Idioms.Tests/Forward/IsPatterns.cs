using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>What a pattern names is the layer.</summary>
[Prunable]
public sealed partial class IsPatterns : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);
    private readonly Module? norm = BatchNorm2d(8);
    private readonly Module activation = ReLU();
    private readonly Module? missing = null;

    public IsPatterns() : base(nameof(IsPatterns)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x);
        if (norm is BatchNorm2d { } batch)
            y = batch.forward(y);
        if (missing is { } there && there is Module<Tensor, Tensor> known)
            y = known.forward(y);
        if (norm is not TorchSharp.Modules.BatchNorm2d)
            y = y.exp();
        if ((activation as Module<Tensor, Tensor>) is not null)
            y = ((Module<Tensor, Tensor>)activation).forward(y);
        var same = activation as ReLU;
        if (activation as Linear is { } linear)
            y = linear.forward(y);
        return head.forward(same!.forward(y).mean([2, 3]));
    }
}
