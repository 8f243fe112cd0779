using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Densely connected networks (Huang et al. 2017): every layer reads all that came before it in its block.</summary>
[Prunable]
public sealed partial class DenseNet : Module<Tensor, Tensor>
{
    private readonly Sequential features;
    private readonly Linear classifier;

    public DenseNet(int[]? depths = null, long growth = 32, long stem = 64, long bottleneck = 4, int classes = 1000) : base(nameof(DenseNet))
    {
        depths ??= [6, 12, 24, 16];
        var layers = new List<(string, Module<Tensor, Tensor>)>
        {
            ("conv0", Conv2d(3, stem, 7, stride: 2, padding: 3, bias: false)),
            ("norm0", BatchNorm2d(stem)),
            ("relu0", ReLU()),
            ("pool0", MaxPool2d(3, stride: 2, padding: 1)),
        };
        var channels = stem;
        for (var i = 0; i < depths.Length; i++)
        {
            layers.Add(($"denseblock{i + 1}", new DenseBlock(depths[i], channels, growth, bottleneck)));
            channels += depths[i] * growth;
            if (i != depths.Length - 1)
            {
                layers.Add(($"transition{i + 1}", Sequential(BatchNorm2d(channels), ReLU(), Conv2d(channels, channels / 2, 1, bias: false), AvgPool2d(2, stride: 2))));
                channels /= 2;
            }
        }

        layers.Add(("norm5", BatchNorm2d(channels)));
        features = Sequential(layers);
        classifier = Linear(channels, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(features.call(x));
        return classifier.call(functional.adaptive_avg_pool2d(x, 1).flatten(1));
    }

    private sealed class DenseBlock : Module<Tensor, Tensor>
    {
        private readonly ModuleList<DenseLayer> layers = new();

        public DenseBlock(int depth, long channels, long growth, long bottleneck) : base(nameof(DenseBlock))
        {
            for (var i = 0; i < depth; i++)
            {
                layers.Add(new DenseLayer(channels + (i * growth), growth, bottleneck));
            }

            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var known = new List<Tensor> { x };
            foreach (var layer in layers)
            {
                known.Add(layer.call(cat(known.ToArray(), 1)));
            }

            return cat(known.ToArray(), 1);
        }
    }

    private sealed class DenseLayer : Module<Tensor, Tensor>
    {
        private readonly BatchNorm2d norm1;
        private readonly Conv2d conv1;
        private readonly BatchNorm2d norm2;
        private readonly Conv2d conv2;

        public DenseLayer(long channels, long growth, long bottleneck) : base(nameof(DenseLayer))
        {
            norm1 = BatchNorm2d(channels);
            conv1 = Conv2d(channels, bottleneck * growth, 1, bias: false);
            norm2 = BatchNorm2d(bottleneck * growth);
            conv2 = Conv2d(bottleneck * growth, growth, 3, padding: 1, bias: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = conv1.call(functional.relu(norm1.call(x)));
            return conv2.call(functional.relu(norm2.call(x)));
        }
    }
}
