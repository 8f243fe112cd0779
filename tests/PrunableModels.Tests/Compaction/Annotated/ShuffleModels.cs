// What a model keeps on purpose is reported while it is compiled.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>Channel shuffle after grouped convolutions, written with sizes that are read and with -1.</summary>
[Prunable]
public sealed partial class ShuffleModel : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 8, 3, padding: 1);
    private readonly Conv2d first = Conv2d(8, 12, 1, groups: 2);
    private readonly BatchNorm2d norm = BatchNorm2d(12);
    private readonly Conv2d second = Conv2d(12, 8, 1, groups: 2);
    private readonly Conv2d half = Conv2d(4, 4, 3, padding: 1, groups: 4);
    private readonly Conv2d head = Conv2d(8, 4, 1);

    public ShuffleModel() : base(nameof(ShuffleModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = first.call(functional.relu(stem.call(x)));
        x = functional.relu(norm.call(Shuffle(x, 2)));
        x = second.call(x);
        var halves = x.chunk(2, 1);
        x = cat([halves[0], functional.relu(half.call(halves[1]))], 1);
        x = x.view(x.shape[0], 2, -1, x.shape[2], x.shape[3]).transpose(1, 2).reshape(x.shape[0], -1, x.shape[2], x.shape[3]);
        return head.call(functional.relu(x));
    }

    private static Tensor Shuffle(Tensor x, int groups)
    {
        var (batch, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        x = x.view(batch, groups, channels / groups, height, width);
        return x.transpose(1, 2).contiguous().view(batch, channels, height, width);
    }
}
