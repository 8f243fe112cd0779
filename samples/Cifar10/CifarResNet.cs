using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cifar10;

/// <summary>The residual network for small images of He et al., "Deep Residual Learning for Image Recognition", section 4.2.</summary>
[Prunable]
public sealed partial class CifarResNet : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequential stage1;
    private readonly Sequential stage2;
    private readonly Sequential stage3;
    private readonly AdaptiveAvgPool2d pool;
    private readonly Linear head;

    public CifarResNet(int depth = 20, int width = 16, int classes = 10) : base(nameof(CifarResNet))
    {
        var blocks = (depth - 2) / 6;
        conv1 = Conv2d(3, width, 3, padding: 1, bias: false);
        bn1 = BatchNorm2d(width);
        stage1 = MakeStage(width, width, blocks, stride: 1);
        stage2 = MakeStage(width, width * 2, blocks, stride: 2);
        stage3 = MakeStage(width * 2, width * 4, blocks, stride: 2);
        pool = AdaptiveAvgPool2d(1);
        head = Linear(width * 4, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(bn1.call(conv1.call(x)));
        x = stage1.call(x);
        x = stage2.call(x);
        x = stage3.call(x);
        x = pool.call(x).flatten(1);
        return head.call(x);
    }

    private static Sequential MakeStage(int inPlanes, int planes, int blocks, int stride)
    {
        var layers = new List<Module<Tensor, Tensor>> { new BasicBlock(inPlanes, planes, stride) };
        for (var i = 1; i < blocks; i++)
        {
            layers.Add(new BasicBlock(planes, planes, stride: 1));
        }

        return Sequential(layers);
    }

    private sealed class BasicBlock : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1;
        private readonly BatchNorm2d bn1;
        private readonly Conv2d conv2;
        private readonly BatchNorm2d bn2;
        private readonly Sequential? shortcut;

        public BasicBlock(int inPlanes, int planes, int stride) : base(nameof(BasicBlock))
        {
            conv1 = Conv2d(inPlanes, planes, 3, stride: stride, padding: 1, bias: false);
            bn1 = BatchNorm2d(planes);
            conv2 = Conv2d(planes, planes, 3, padding: 1, bias: false);
            bn2 = BatchNorm2d(planes);
            if (stride != 1 || inPlanes != planes)
            {
                shortcut = Sequential(Conv2d(inPlanes, planes, 1, stride: stride, bias: false), BatchNorm2d(planes));
            }

            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var y = functional.relu(bn1.call(conv1.call(x)));
            y = bn2.call(conv2.call(y));
            var identity = shortcut is null ? x : shortcut.call(x);
            return functional.relu(y + identity);
        }
    }
}
