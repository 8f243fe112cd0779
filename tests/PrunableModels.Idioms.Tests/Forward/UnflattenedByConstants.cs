using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Channels parted by numbers that are written down.</summary>
[Prunable]
public sealed partial class UnflattenedByConstants : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Conv2d next = Conv2d(4, 6, 3);
    private readonly Linear head = Linear(6, 2);

    public UnflattenedByConstants() : base(nameof(UnflattenedByConstants)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var parts = conv.forward(x).relu().unflatten(1, [2, 4]);
        var y = next.forward(parts.sum(1)).relu();
        return head.forward(y.mean([2, 3]));
    }
}
