using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>ConvNeXt, size T unless told otherwise: depth-wise convolutions, then perceptrons over the channels with layer normalisation and layer scale.</summary>
[Prunable]
public sealed partial class ConvNext : Module<Tensor, Tensor>
{
    private readonly ModuleList<Sequential> downsample = new();
    private readonly ModuleList<Sequential> stages = new();
    private readonly Module<Tensor, Tensor> norm;
    private readonly Linear head;

    public ConvNext(int[]? widths = null, int[]? depths = null, int classes = 1000, double dropRate = 0.1)
        : base(nameof(ConvNext))
    {
        widths ??= [96, 192, 384, 768];
        depths ??= [3, 3, 9, 3];
        var (total, done) = (depths.Sum(), 0);
        for (var i = 0; i < widths.Length; i++)
        {
            downsample.Add(i == 0
                ? Sequential(Conv2d(3, widths[0], 4, stride: 4), new ChannelNorm(widths[0]))
                : Sequential(new ChannelNorm(widths[i - 1]), Conv2d(widths[i - 1], widths[i], 2, stride: 2)));
            var blocks = new List<Module<Tensor, Tensor>>();
            for (var k = 0; k < depths[i]; k++)
            {
                blocks.Add(new Block(widths[i], dropRate * done++ / Math.Max(total - 1, 1)));
            }

            stages.Add(Sequential(blocks));
        }

        norm = LayerNorm(widths[^1], eps: 1e-6);
        head = Linear(widths[^1], classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        for (var i = 0; i < stages.Count; i++)
        {
            x = stages[i].call(downsample[i].call(x));
        }

        return head.call(norm.call(x.mean([-2, -1])));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Conv2d depthwise;
        private readonly Module<Tensor, Tensor> norm;
        private readonly Linear expand;
        private readonly Linear reduce;
        private readonly Parameter gamma;
        private readonly StochasticDepth drop;

        public Block(int width, double dropRate)
            : base(nameof(Block))
        {
            depthwise = Conv2d(width, width, 7, padding: 3, groups: width);
            norm = LayerNorm(width, eps: 1e-6);
            expand = Linear(width, 4 * width);
            reduce = Linear(4 * width, width);
            gamma = new Parameter(ones(width) * 1e-6);
            drop = new(dropRate);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var x = depthwise.call(input);
            x = x.permute(0, 2, 3, 1);
            x = expand.call(norm.call(x));
            x = functional.gelu(x);
            x = gamma * reduce.call(x);
            x = x.permute(0, 3, 1, 2);
            return input + drop.call(x);
        }
    }

    private sealed class ChannelNorm : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> norm;

        public ChannelNorm(int width)
            : base(nameof(ChannelNorm))
        {
            norm = LayerNorm(width, eps: 1e-6);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => norm.call(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);
    }

    // While training, whole branches are left out by chance.
    private sealed class StochasticDepth(double rate) : Module<Tensor, Tensor>(nameof(StochasticDepth))
    {
        private readonly double rate = rate;

        public override Tensor forward(Tensor x)
        {
            if (!training || rate == 0)
            {
                return x;
            }

            var kept = rand(x.shape[0], 1, 1, 1, dtype: x.dtype, device: x.device) < 1 - rate;
            return x * kept.to(x.dtype) / (1 - rate);
        }
    }
}
