using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>ShuffleFaceNet (Martinez-Diaz et al. 2019): ShuffleNet v2 units with PReLU, and a global depth-wise convolution before the embedding.</summary>
[Prunable]
public sealed partial class ShuffleFaceNet : Module<Tensor, Tensor>
{
    private readonly Sequential stem;
    private readonly Sequential stages;
    private readonly Sequential last;
    private readonly Conv2d globalDepthwise;
    private readonly BatchNorm2d globalNorm;
    private readonly Conv2d embed;
    private readonly BatchNorm1d embedNorm;

    public ShuffleFaceNet(long[]? widths = null, int[]? counts = null, long lastWidth = 1024, long embedding = 128, long image = 112) : base(nameof(ShuffleFaceNet))
    {
        widths ??= [24, 116, 232, 464];
        counts ??= [4, 8, 4];
        stem = Sequential(Conv2d(3, widths[0], 3, stride: 2, padding: 1, bias: false), BatchNorm2d(widths[0]), PReLU(widths[0]));
        var units = new List<Module<Tensor, Tensor>>();
        for (var stage = 0; stage < counts.Length; stage++)
        {
            units.Add(new DownUnit(widths[stage], widths[stage + 1]));
            for (var i = 1; i < counts[stage]; i++)
            {
                units.Add(new Unit(widths[stage + 1]));
            }
        }

        stages = Sequential(units);
        last = Sequential(Conv2d(widths[^1], lastWidth, 1, bias: false), BatchNorm2d(lastWidth), PReLU(lastWidth));
        globalDepthwise = Conv2d(lastWidth, lastWidth, image / 16, groups: lastWidth, bias: false);
        globalNorm = BatchNorm2d(lastWidth);
        embed = Conv2d(lastWidth, embedding, 1, bias: false);
        embedNorm = BatchNorm1d(embedding);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = last.call(stages.call(stem.call(x)));
        x = globalNorm.call(globalDepthwise.call(x));
        return embedNorm.call(embed.call(x).flatten(1));
    }

    private static Tensor Shuffle(Tensor x, long groups)
    {
        var (batch, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        return x.view(batch, groups, channels / groups, height, width).transpose(1, 2).contiguous().view(batch, -1, height, width);
    }

    private sealed class Unit : Module<Tensor, Tensor>
    {
        private readonly Sequential branch;

        public Unit(long channels) : base(nameof(Unit))
        {
            var half = channels / 2;
            branch = Sequential(
                Conv2d(half, half, 1, bias: false), BatchNorm2d(half), PReLU(half),
                Conv2d(half, half, 3, padding: 1, groups: half, bias: false), BatchNorm2d(half),
                Conv2d(half, half, 1, bias: false), BatchNorm2d(half), PReLU(half));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var halves = x.chunk(2, dim: 1);
            return Shuffle(cat([halves[0], branch.call(halves[1])], dim: 1), 2);
        }
    }

    private sealed class DownUnit : Module<Tensor, Tensor>
    {
        private readonly Sequential left;
        private readonly Sequential right;

        public DownUnit(long input, long output) : base(nameof(DownUnit))
        {
            var half = output / 2;
            left = Sequential(
                Conv2d(input, input, 3, stride: 2, padding: 1, groups: input, bias: false), BatchNorm2d(input),
                Conv2d(input, half, 1, bias: false), BatchNorm2d(half), PReLU(half));
            right = Sequential(
                Conv2d(input, half, 1, bias: false), BatchNorm2d(half), PReLU(half),
                Conv2d(half, half, 3, stride: 2, padding: 1, groups: half, bias: false), BatchNorm2d(half),
                Conv2d(half, half, 1, bias: false), BatchNorm2d(half), PReLU(half));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => Shuffle(cat([left.call(x), right.call(x)], dim: 1), 2);
    }
}
