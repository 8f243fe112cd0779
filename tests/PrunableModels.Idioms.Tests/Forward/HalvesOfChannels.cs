using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Halves of the channels: by narrow, by ranges, by a slice.</summary>
[Prunable]
public sealed partial class HalvesOfChannels : Module<Tensor, Tensor>
{
    private readonly Conv2d a = Conv2d(3, 8, 3);
    private readonly Conv2d b = Conv2d(4, 8, 3);
    private readonly Conv2d c = Conv2d(4, 10, 3);
    private readonly Linear head = Linear(5, 3);

    public HalvesOfChannels() : base(nameof(HalvesOfChannels)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = a.forward(x);
        var half = y.shape[1] / 2;
        y = b.forward(y.narrow(1, 0, half) * y.narrow(1, half, half).sigmoid());
        var n = (int)y.shape[1] / 2;
        y = c.forward(y[.., ..n] * y[.., n..].tanh());
        var size = y.size(1) / 2;
        y = y.slice(1, 0, size, 1) * y.slice(1, size, 2 * size, 1).relu();
        return head.forward(y.mean([2, 3]));
    }
}
