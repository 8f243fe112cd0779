using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Parts of axes by function.</summary>
[Prunable]
public sealed partial class Slices : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public Slices() : base(nameof(Slices)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).relu();
        y = y.narrow(2, 0, 4).slice(3, 1, 5, 1);
        var z = y.select(2, 0).gather(2, zeros([y.shape[0], y.shape[1], 2], ScalarType.Int64));
        return head.forward(z.mean([2]));
    }
}
