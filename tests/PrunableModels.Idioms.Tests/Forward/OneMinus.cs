using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>What is left of one.</summary>
[Prunable]
public sealed partial class OneMinus : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public OneMinus() : base(nameof(OneMinus)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var gate = conv.forward(x).sigmoid();
        return head.forward((1 - gate).mean([2, 3]));
    }
}
