using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Axes joined and parted again.</summary>
[Prunable]
public sealed partial class Flattened : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8 * 36, 2);

    public Flattened() : base(nameof(Flattened)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).relu();
        y = y.flatten(2).unflatten(2, [y.shape[2], y.shape[3]]);
        return head.forward(y.flatten(1));
    }
}
