using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Axes of one position.</summary>
[Prunable]
public sealed partial class Squeezed : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public Squeezed() : base(nameof(Squeezed)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = functional.adaptive_avg_pool2d(conv.forward(x).relu(), 1);
        y = y.squeeze(-1).squeeze(-1).unsqueeze(0).squeeze(0);
        return head.forward(y);
    }
}
