using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>VGG with batch normalisation (Simonyan and Zisserman 2015): 16 layers by default.</summary>
[Prunable]
public sealed partial class Vgg : Module<Tensor, Tensor>
{
    /// <summary>Widths by stage; each stage ends with a maximum over 2 x 2.</summary>
    public static readonly long[][] Sixteen = [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]];

    private readonly Sequential features;
    private readonly AdaptiveAvgPool2d pool;
    private readonly Sequential classifier;

    public Vgg(long[][]? stages = null, long hidden = 4096, long pooled = 7, int classes = 1000) : base(nameof(Vgg))
    {
        stages ??= Sixteen;
        features = MakeLayers(stages);
        pool = AdaptiveAvgPool2d(pooled);
        classifier = Sequential(
            ("fc1", Linear(stages[^1][^1] * pooled * pooled, hidden)),
            ("relu1", ReLU()),
            ("drop1", Dropout(0.5)),
            ("fc2", Linear(hidden, hidden)),
            ("relu2", ReLU()),
            ("drop2", Dropout(0.5)),
            ("fc3", Linear(hidden, classes)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = pool.call(features.call(x));
        return classifier.call(x.flatten(1));
    }

    private static Sequential MakeLayers(long[][] stages)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        var channels = 3L;
        foreach (var stage in stages)
        {
            foreach (var width in stage)
            {
                layers.Add(Conv2d(channels, width, 3, padding: 1));
                layers.Add(BatchNorm2d(width));
                layers.Add(ReLU(inplace: true));
                channels = width;
            }

            layers.Add(MaxPool2d(2, stride: 2));
        }

        return Sequential(layers);
    }
}
