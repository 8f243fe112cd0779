using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>RegNetX and RegNetY (Radosavovic et al. 2020): stages of bottlenecks with grouped convolutions, and squeeze and excitation for Y. Any residual branch can do without.</summary>
[Prunable]
public sealed partial class RegNet : Module<Tensor, Tensor>
{
    private readonly Sequential stem;
    private readonly Sequential trunk;
    private readonly Linear fc;

    /// <param name="depths">How many blocks each stage has.</param>
    /// <param name="widths">How many channels.</param>
    /// <param name="groupWidth">How many channels a group of the 3x3 convolutions has.</param>
    /// <param name="squeeze">To which share of a block's input its excitation squeezes; none without.</param>
    /// <param name="stemWidth">How many channels the stem returns.</param>
    /// <param name="smallImages">Whether stem and first stage keep the size.</param>
    /// <param name="classes">How many classes there are.</param>
    public RegNet(int[] depths, long[] widths, long groupWidth, double? squeeze = null, long stemWidth = 32, bool smallImages = false, int classes = 1000) : base(nameof(RegNet))
    {
        var step = smallImages ? 1 : 2;
        stem = Sequential(Conv2d(3, stemWidth, 3, stride: step, padding: 1, bias: false), BatchNorm2d(stemWidth), ReLU());
        var blocks = new List<Module<Tensor, Tensor>>();
        var channels = stemWidth;
        for (var stage = 0; stage < depths.Length; stage++)
        {
            for (var i = 0; i < depths[stage]; i++)
            {
                blocks.Add(new Block(channels, widths[stage], i > 0 ? 1 : stage > 0 ? 2 : step, groupWidth, squeeze));
                channels = widths[stage];
            }
        }

        trunk = Sequential(blocks);
        fc = Linear(channels, classes);
        RegisterComponents();
    }

    public static RegNet X400() => new([1, 2, 7, 12], [32, 64, 160, 400], groupWidth: 16);

    public static RegNet Y400() => new([1, 3, 6, 6], [48, 104, 208, 440], groupWidth: 8, squeeze: 0.25);

    public override Tensor forward(Tensor x)
    {
        x = trunk.call(stem.call(x));
        return fc.call(functional.adaptive_avg_pool2d(x, 1).flatten(1));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Sequential? project;
        private readonly Sequential branch;

        public Block(long input, long output, long stride, long groupWidth, double? squeeze) : base(nameof(Block))
        {
            project = stride != 1 || input != output ? Sequential(Conv2d(input, output, 1, stride: stride, bias: false), BatchNorm2d(output)) : null;
            var layers = new List<Module<Tensor, Tensor>>
            {
                Conv2d(input, output, 1, bias: false), BatchNorm2d(output), ReLU(),
                Conv2d(output, output, 3, stride: stride, padding: 1, groups: output / groupWidth, bias: false), BatchNorm2d(output), ReLU(),
            };
            if (squeeze is double share)
            {
                layers.Add(new SqueezeExcitation(output, (long)Math.Round(share * input)));
            }

            layers.Add(Conv2d(output, output, 1, bias: false));
            layers.Add(BatchNorm2d(output));
            branch = Sequential(layers);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu((project is null ? x : project.call(x)) + branch.call(x));
    }

    private sealed class SqueezeExcitation : Module<Tensor, Tensor>
    {
        private readonly AdaptiveAvgPool2d avgpool = AdaptiveAvgPool2d(1);
        private readonly Conv2d fc1;
        private readonly Conv2d fc2;

        public SqueezeExcitation(long channels, long squeezed) : base(nameof(SqueezeExcitation))
        {
            fc1 = Conv2d(channels, squeezed, 1);
            fc2 = Conv2d(squeezed, channels, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => x * sigmoid(fc2.call(functional.relu(fc1.call(avgpool.call(x)))));
    }
}
