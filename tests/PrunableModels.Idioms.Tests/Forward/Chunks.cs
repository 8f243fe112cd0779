using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Halves of an axis, which go in pairs, and parts of it at positions that are written down, which stay.</summary>
[Prunable]
public sealed partial class Chunks : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(3, 10, 3);
    private readonly Linear head = Linear(4 + 10, 2);

    public Chunks() : base(nameof(Chunks)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var halves = conv1.forward(x).chunk(2, 1);
        var (a, b) = (halves[0], halves[1]);
        var parts = conv2.forward(x).split([4, 6], 1);
        var y = cat([a * b.sigmoid(), parts[0], parts[1]], 1).mean([2, 3]);
        var rows = y.unsqueeze(0).unbind(0);
        return head.forward(rows[0]);
    }
}
