using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>MobileNetV3 (Howard et al. 2019): inverted residuals with squeeze and excitation, hard swish and hard sigmoid.</summary>
[Prunable]
public sealed partial class MobileNetV3 : Module<Tensor, Tensor>
{
    /// <summary>A block's kernel, expanded and output channels, whether it excites, whether it uses hard swish, and its stride.</summary>
    public readonly record struct Block(long Kernel, long Expanded, long Output, bool Excites, bool HardSwish, long Stride);

    /// <summary>The small variant.</summary>
    public static readonly Block[] Small =
    [
        new(3, 16, 16, true, false, 2), new(3, 72, 24, false, false, 2), new(3, 88, 24, false, false, 1), new(5, 96, 40, true, true, 2),
        new(5, 240, 40, true, true, 1), new(5, 240, 40, true, true, 1), new(5, 120, 48, true, true, 1), new(5, 144, 48, true, true, 1),
        new(5, 288, 96, true, true, 2), new(5, 576, 96, true, true, 1), new(5, 576, 96, true, true, 1),
    ];

    private readonly Sequential features;
    private readonly Sequential classifier;

    public MobileNetV3(Block[]? blocks = null, long stem = 16, long last = 576, long hidden = 1024, int classes = 1000) : base(nameof(MobileNetV3))
    {
        blocks ??= Small;
        var layers = new List<Module<Tensor, Tensor>> { ConvNormActivation(3, stem, 3, 2, 1, Hardswish()) };
        var channels = stem;
        foreach (var block in blocks)
        {
            layers.Add(new InvertedResidual(channels, block));
            channels = block.Output;
        }

        layers.Add(ConvNormActivation(channels, last, 1, 1, 1, Hardswish()));
        features = Sequential(layers);
        classifier = Sequential(Linear(last, hidden), Hardswish(), Dropout(0.2), Linear(hidden, classes));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => classifier.call(functional.adaptive_avg_pool2d(features.call(x), 1).flatten(1));

    private static Sequential ConvNormActivation(long input, long output, long kernel, long stride, long groups, Module<Tensor, Tensor> activation) => Sequential(
        Conv2d(input, output, kernel, stride: stride, padding: kernel / 2, groups: groups, bias: false),
        BatchNorm2d(output, eps: 0.001, momentum: 0.01),
        activation);

    private sealed class InvertedResidual : Module<Tensor, Tensor>
    {
        private readonly bool isResidual;
        private readonly Sequential block;

        public InvertedResidual(long input, Block settings) : base(nameof(InvertedResidual))
        {
            isResidual = settings.Stride == 1 && input == settings.Output;
            Module<Tensor, Tensor> Activation() => settings.HardSwish ? Hardswish() : ReLU();
            var layers = new List<Module<Tensor, Tensor>>();
            if (settings.Expanded != input)
            {
                layers.Add(ConvNormActivation(input, settings.Expanded, 1, 1, 1, Activation()));
            }

            layers.Add(ConvNormActivation(settings.Expanded, settings.Expanded, settings.Kernel, settings.Stride, settings.Expanded, Activation()));
            if (settings.Excites)
            {
                layers.Add(new SqueezeExcitation(settings.Expanded, settings.Expanded / 4));
            }

            layers.Add(ConvNormActivation(settings.Expanded, settings.Output, 1, 1, 1, Identity()));
            block = Sequential(layers);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var y = block.call(x);
            return isResidual ? x + y : y;
        }
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

        public override Tensor forward(Tensor x)
        {
            var scale = functional.relu(fc1.call(avgpool.call(x)));
            return functional.hardsigmoid(fc2.call(scale)) * x;
        }
    }
}
