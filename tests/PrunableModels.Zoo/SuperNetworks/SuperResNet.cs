using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>A residual network for small images whose blocks offer candidates of several kernels, all of them summed with the skip.</summary>
[Prunable]
public sealed partial class SuperResNet : Module<Tensor, Tensor>
{
    private readonly Sequential stem;
    private readonly Sequential blocks;
    private readonly Linear fc;

    public SuperResNet(int[]? depths = null, long width = 64, int classes = 10) : base(nameof(SuperResNet))
    {
        depths ??= [2, 2, 2, 2];
        stem = Sequential(Conv2d(3, width, 3, padding: 1, bias: false), BatchNorm2d(width), ReLU());
        var layers = new List<Module<Tensor, Tensor>>();
        var channels = width;
        for (var stage = 0; stage < depths.Length; stage++)
        {
            for (var i = 0; i < depths[stage]; i++)
            {
                layers.Add(new Block(channels, width << stage, stride: i == 0 && stage > 0 ? 2 : 1));
                channels = width << stage;
            }
        }

        blocks = Sequential(layers);
        fc = Linear(channels, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = blocks.call(stem.call(x));
        return fc.call(functional.adaptive_avg_pool2d(x, 1).flatten(1));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Sequential> candidates = new();
        private readonly Sequential? downsample;

        public Block(long input, long output, long stride) : base(nameof(Block))
        {
            candidates.Add(Pair(input, output, 3, stride));
            candidates.Add(Pair(input, output, 5, stride));
            candidates.Add(Separable(input, output, stride));
            candidates.Add(Pair(input, output, 1, stride));
            if (stride != 1 || input != output)
            {
                downsample = Sequential(Conv2d(input, output, 1, stride: stride, bias: false), BatchNorm2d(output));
            }

            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var sum = downsample is null ? x : downsample.call(x);
            foreach (var candidate in candidates)
            {
                sum = sum + candidate.call(x);
            }

            return functional.relu(sum);
        }

        private static Sequential Pair(long input, long output, long kernel, long stride) => Sequential(
            Conv2d(input, output, kernel, stride: stride, padding: kernel / 2, bias: false), BatchNorm2d(output), ReLU(),
            Conv2d(output, output, kernel, padding: kernel / 2, bias: false), BatchNorm2d(output));

        private static Sequential Separable(long input, long output, long stride) => Sequential(
            Conv2d(input, input, 3, stride: stride, padding: 1, groups: input, bias: false), Conv2d(input, output, 1, bias: false), BatchNorm2d(output), ReLU(),
            Conv2d(output, output, 3, padding: 1, groups: output, bias: false), Conv2d(output, output, 1, bias: false), BatchNorm2d(output));
    }
}
