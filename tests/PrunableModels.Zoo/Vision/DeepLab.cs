using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>DeepLabv3+ for segmentation: a dilated ResNet-50, atrous spatial pyramid pooling, and a decoder that adds early features.</summary>
[Prunable]
public sealed partial class DeepLab : Module<Tensor, Tensor>
{
    private readonly Sequential stem;
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;
    private readonly Pyramid aspp;
    private readonly Sequential low;
    private readonly Sequential decoder;

    public DeepLab(int width = 64, int[]? depths = null, int pyramidWidth = 256, int lowWidth = 48, int[]? rates = null, int classes = 21)
        : base(nameof(DeepLab))
    {
        depths ??= [3, 4, 6, 3];
        rates ??= [6, 12, 18];
        stem = Sequential(Conv2d(3, width, 7, stride: 2, padding: 3, bias: false), BatchNorm2d(width), ReLU(), MaxPool2d(3, stride: 2, padding: 1));
        layer1 = Layer(width, width, depths[0]);
        layer2 = Layer(4 * width, 2 * width, depths[1], stride: 2);
        layer3 = Layer(8 * width, 4 * width, depths[2], stride: 2);
        layer4 = Layer(16 * width, 8 * width, depths[3], dilation: 2);
        aspp = new(32 * width, pyramidWidth, rates);
        low = Convolution(4 * width, lowWidth, 1);
        decoder = Sequential(
            Convolution(pyramidWidth + lowWidth, pyramidWidth, 3),
            Convolution(pyramidWidth, pyramidWidth, 3),
            Conv2d(pyramidWidth, classes, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var early = layer1.forward(stem.forward(x));
        var features = layer4.forward(layer3.forward(layer2.forward(early)));
        var pyramid = aspp.forward(features);
        var enlarged = functional.interpolate(pyramid, early.shape[2..], mode: InterpolationMode.Bilinear, align_corners: false);
        var logits = decoder.forward(cat([enlarged, low.forward(early)], 1));
        return functional.interpolate(logits, x.shape[2..], mode: InterpolationMode.Bilinear, align_corners: false);
    }

    private static Sequential Layer(int inputs, int width, int count, int stride = 1, int dilation = 1)
    {
        var blocks = new List<Module<Tensor, Tensor>> { new Bottleneck(inputs, width, stride, dilation) };
        while (blocks.Count < count)
        {
            blocks.Add(new Bottleneck(4 * width, width, 1, dilation));
        }

        return Sequential(blocks);
    }

    private static Sequential Convolution(int inputs, int outputs, int kernel, int dilation = 1) => Sequential(
        Conv2d(inputs, outputs, kernel, padding: kernel / 2 * dilation, dilation: dilation, bias: false),
        BatchNorm2d(outputs),
        ReLU());

    private sealed class Bottleneck : Module<Tensor, Tensor>
    {
        private readonly Sequential body;
        private readonly Sequential? shortcut;

        public Bottleneck(int inputs, int width, int stride, int dilation)
            : base(nameof(Bottleneck))
        {
            body = Sequential(
                Conv2d(inputs, width, 1, bias: false), BatchNorm2d(width), ReLU(),
                Conv2d(width, width, 3, stride: stride, padding: dilation, dilation: dilation, bias: false), BatchNorm2d(width), ReLU(),
                Conv2d(width, 4 * width, 1, bias: false), BatchNorm2d(4 * width));
            shortcut = stride == 1 && inputs == 4 * width ? null
                : Sequential(Conv2d(inputs, 4 * width, 1, stride: stride, bias: false), BatchNorm2d(4 * width));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu(body.forward(x) + (shortcut?.forward(x) ?? x));
    }

    private sealed class Pyramid : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Sequential> branches = new();
        private readonly Sequential image;
        private readonly Sequential project;

        public Pyramid(int inputs, int width, int[] rates)
            : base(nameof(Pyramid))
        {
            branches.Add(Convolution(inputs, width, 1));
            foreach (var rate in rates)
            {
                branches.Add(Convolution(inputs, width, 3, rate));
            }

            image = Sequential(AdaptiveAvgPool2d(1), Convolution(inputs, width, 1));
            project = Sequential(Convolution((rates.Length + 2) * width, width, 1), Dropout(0.5));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var branched = branches.Select(branch => branch.forward(x)).ToList();
            branched.Add(functional.interpolate(image.forward(x), [x.shape[2], x.shape[3]], mode: InterpolationMode.Nearest));
            return project.forward(cat(branched, 1));
        }
    }
}
