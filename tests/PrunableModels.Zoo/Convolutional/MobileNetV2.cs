using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>MobileNetV2 (Sandler et al. 2018): inverted residuals with linear bottlenecks.</summary>
[Prunable]
public sealed partial class MobileNetV2 : Module<Tensor, Tensor>
{
    /// <summary>Expansion, channels, repetitions and stride of each stage.</summary>
    public static readonly (long Expansion, long Channels, int Count, long Stride)[] Published =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    private readonly Sequential features;
    private readonly Sequential classifier;

    public MobileNetV2((long Expansion, long Channels, int Count, long Stride)[]? stages = null, long stem = 32, long last = 1280, int classes = 1000)
        : base(nameof(MobileNetV2))
    {
        stages ??= Published;
        var layers = new List<Module<Tensor, Tensor>> { ConvNormActivation(3, stem, 3, 2, 1) };
        var input = stem;
        foreach (var (expansion, channels, count, stride) in stages)
        {
            for (var i = 0; i < count; i++)
            {
                layers.Add(new InvertedResidual(input, channels, i == 0 ? stride : 1, expansion));
                input = channels;
            }
        }

        layers.Add(ConvNormActivation(input, last, 1, 1, 1));
        features = Sequential(layers);
        classifier = Sequential(Dropout(0.2), Linear(last, classes));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = features.call(x);
        x = functional.adaptive_avg_pool2d(x, 1);
        return classifier.call(x.flatten(1));
    }

    private static Sequential ConvNormActivation(long input, long output, long kernel, long stride, long groups) => Sequential(
        Conv2d(input, output, kernel, stride: stride, padding: (kernel - 1) / 2, groups: groups, bias: false),
        BatchNorm2d(output),
        ReLU6(inplace: true));

    private sealed class InvertedResidual : Module<Tensor, Tensor>
    {
        private readonly bool isResidual;
        private readonly Sequential conv;

        public InvertedResidual(long input, long output, long stride, long expansion) : base(nameof(InvertedResidual))
        {
            isResidual = stride == 1 && input == output;
            var hidden = input * expansion;
            var layers = new List<Module<Tensor, Tensor>>();
            if (expansion != 1)
            {
                layers.Add(ConvNormActivation(input, hidden, 1, 1, 1));
            }

            layers.Add(ConvNormActivation(hidden, hidden, 3, stride, hidden));
            layers.Add(Conv2d(hidden, output, 1, bias: false));
            layers.Add(BatchNorm2d(output));
            conv = Sequential(layers);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => isResidual ? x + conv.call(x) : conv.call(x);
    }
}
