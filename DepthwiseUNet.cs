using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>A network in the shape of a U, of depth-wise and point-wise convolutions.</summary>
[Prunable]
public sealed partial class DepthwiseUNet : Module<Tensor, Tensor>
{
    private readonly ModuleList<Separable> encoder = [];
    private readonly Separable bottom;
    private readonly ModuleList<ConvTranspose2d> up = [];
    private readonly ModuleList<Separable> decoder = [];
    private readonly Conv2d head;

    public DepthwiseUNet(int channels = 3, int classes = 4, params int[] widths) : base(nameof(DepthwiseUNet))
    {
        var previous = channels;
        foreach (var width in widths[..^1])
        {
            encoder.Add(new Separable(previous, width));
            previous = width;
        }

        bottom = new Separable(previous, widths[^1]);
        for (var i = widths.Length - 2; i >= 0; i--)
        {
            up.Add(ConvTranspose2d(widths[i + 1], widths[i], 2, stride: 2));
            decoder.Add(new Separable(2 * widths[i], widths[i]));
        }

        head = Conv2d(widths[0], classes, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var skips = new List<Tensor>();
        foreach (var stage in encoder)
        {
            x = stage.call(x);
            skips.Add(x);
            x = functional.max_pool2d(x, 2);
        }

        x = bottom.call(x);
        for (var i = 0; i < up.Count; i++)
        {
            x = cat([skips[skips.Count - 1 - i], up[i].call(x)], 1);
            x = decoder[i].call(x);
        }

        return head.call(x);
    }

    private sealed class Separable : Module<Tensor, Tensor>
    {
        private readonly Sequential layers;

        public Separable(int input, int output) : base(nameof(Separable))
        {
            layers = Sequential(
                Conv2d(input, input, 3, padding: 1, groups: input, bias: false),
                BatchNorm2d(input),
                ReLU(),
                Conv2d(input, output, 1, bias: false),
                BatchNorm2d(output),
                ReLU());
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => layers.call(x);
    }
}
