using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Studies;

/// <summary>The 11 layers of VGG with batch normalisation (Simonyan and Zisserman 2015), narrower, for images of 32 x 32 and with one linear layer.</summary>
[Prunable]
public sealed partial class CifarVgg : Module<Tensor, Tensor>
{
    private readonly Sequential features;
    private readonly Linear head;

    /// <summary>Makes the model.</summary>
    /// <param name="width">Channels of the first stage; the later ones have 2, 4, 8 and 8 times as many.</param>
    /// <param name="classes">The number of classes.</param>
    public CifarVgg(int width = 16, int classes = 10) : base(nameof(CifarVgg))
    {
        int[][] stages = [[width], [2 * width], [4 * width, 4 * width], [8 * width, 8 * width], [8 * width, 8 * width]];
        features = MakeLayers(stages);
        head = Linear(8 * width, classes);
        RegisterComponents();
    }

    /// <summary>Images [N, 3, 32, 32] to scores [N, classes].</summary>
    public override Tensor forward(Tensor x) => head.call(features.call(x).flatten(1));

    private static Sequential MakeLayers(int[][] stages)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        var channels = 3;
        foreach (var stage in stages)
        {
            foreach (var width in stage)
            {
                layers.Add(Conv2d(channels, width, 3, padding: 1, bias: false));
                layers.Add(BatchNorm2d(width));
                layers.Add(ReLU(inplace: true));
                channels = width;
            }

            layers.Add(MaxPool2d(2, stride: 2));
        }

        return Sequential(layers);
    }
}
