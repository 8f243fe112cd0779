using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Positions repeated.</summary>
[Prunable]
public sealed partial class Expansions : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public Expansions() : base(nameof(Expansions)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).relu();
        var pooled = y.mean([2, 3], keepdim: true);
        y = y + pooled.expand(-1, -1, y.shape[2], y.shape[3]) + pooled.expand_as(y);
        y = y.repeat(1, 1, 2, 1);
        return head.forward(y.mean([2, 3]));
    }
}
