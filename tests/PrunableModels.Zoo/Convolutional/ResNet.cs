using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Residual networks (He et al. 2016) and ResNeXt (Xie et al. 2017): basic or bottleneck blocks, with a stem for large or small images.</summary>
[Prunable]
public sealed partial class ResNet : Module<Tensor, Tensor>
{
    private readonly bool smallImages;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly MaxPool2d maxpool = MaxPool2d(3, stride: 2, padding: 1);
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;
    private readonly Linear fc;
    private long channels;

    public ResNet(int[] depths, bool bottleneck, long width = 64, bool smallImages = false, long groups = 1, long widthPerGroup = 64, int classes = 1000)
        : base(nameof(ResNet))
    {
        this.smallImages = smallImages;
        channels = width;
        conv1 = smallImages ? Conv2d(3, width, 3, padding: 1, bias: false) : Conv2d(3, width, 7, stride: 2, padding: 3, bias: false);
        bn1 = BatchNorm2d(width);
        layer1 = MakeLayer(width, depths[0], 1, bottleneck, groups, widthPerGroup);
        layer2 = MakeLayer(2 * width, depths[1], 2, bottleneck, groups, widthPerGroup);
        layer3 = MakeLayer(4 * width, depths[2], 2, bottleneck, groups, widthPerGroup);
        layer4 = MakeLayer(8 * width, depths[3], 2, bottleneck, groups, widthPerGroup);
        fc = Linear(channels, classes);
        RegisterComponents();
    }

    public static ResNet Eighteen(bool smallImages = false) => new([2, 2, 2, 2], bottleneck: false, smallImages: smallImages, classes: smallImages ? 10 : 1000);

    public static ResNet Fifty(bool smallImages = false) => new([3, 4, 6, 3], bottleneck: true, smallImages: smallImages, classes: smallImages ? 10 : 1000);

    public static ResNet NextFifty() => new([3, 4, 6, 3], bottleneck: true, groups: 32, widthPerGroup: 4);

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(bn1.call(conv1.call(x)));
        if (!smallImages)
        {
            x = maxpool.call(x);
        }

        x = layer1.call(x);
        x = layer2.call(x);
        x = layer3.call(x);
        x = layer4.call(x);
        x = functional.adaptive_avg_pool2d(x, 1);
        return fc.call(x.flatten(1));
    }

    private Sequential MakeLayer(long planes, int count, long stride, bool bottleneck, long groups, long widthPerGroup)
    {
        var blocks = new List<Module<Tensor, Tensor>>();
        for (var i = 0; i < count; i++)
        {
            var output = bottleneck ? 4 * planes : planes;
            var step = i == 0 ? stride : 1;
            blocks.Add(bottleneck ? new Bottleneck(channels, planes, step, groups, widthPerGroup) : new BasicBlock(channels, planes, step));
            channels = output;
        }

        return Sequential(blocks.ToArray());
    }

    private sealed class BasicBlock : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1;
        private readonly BatchNorm2d bn1;
        private readonly Conv2d conv2;
        private readonly BatchNorm2d bn2;
        private readonly Sequential? downsample;

        public BasicBlock(long input, long planes, long stride) : base(nameof(BasicBlock))
        {
            conv1 = Conv2d(input, planes, 3, stride: stride, padding: 1, bias: false);
            bn1 = BatchNorm2d(planes);
            conv2 = Conv2d(planes, planes, 3, padding: 1, bias: false);
            bn2 = BatchNorm2d(planes);
            downsample = stride != 1 || input != planes ? Sequential(Conv2d(input, planes, 1, stride: stride, bias: false), BatchNorm2d(planes)) : null;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            using var scope = NewDisposeScope();
            var identity = downsample is null ? x : downsample.call(x);
            var y = functional.relu(bn1.call(conv1.call(x)));
            y = bn2.call(conv2.call(y));
            return functional.relu(y + identity).MoveToOuterDisposeScope();
        }
    }

    private sealed class Bottleneck : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1;
        private readonly BatchNorm2d bn1;
        private readonly Conv2d conv2;
        private readonly BatchNorm2d bn2;
        private readonly Conv2d conv3;
        private readonly BatchNorm2d bn3;
        private readonly Sequential? downsample;

        public Bottleneck(long input, long planes, long stride, long groups, long widthPerGroup) : base(nameof(Bottleneck))
        {
            var width = planes * widthPerGroup / 64 * groups;
            conv1 = Conv2d(input, width, 1, bias: false);
            bn1 = BatchNorm2d(width);
            conv2 = Conv2d(width, width, 3, stride: stride, padding: 1, groups: groups, bias: false);
            bn2 = BatchNorm2d(width);
            conv3 = Conv2d(width, 4 * planes, 1, bias: false);
            bn3 = BatchNorm2d(4 * planes);
            if (stride != 1 || input != 4 * planes)
            {
                downsample = Sequential(Conv2d(input, 4 * planes, 1, stride: stride, bias: false), BatchNorm2d(4 * planes));
            }

            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var y = functional.relu(bn1.call(conv1.call(x)));
            y = functional.relu(bn2.call(conv2.call(y)));
            y = bn3.call(conv3.call(y));
            if (downsample != null)
            {
                x = downsample.call(x);
            }

            return functional.relu(x + y);
        }
    }
}
