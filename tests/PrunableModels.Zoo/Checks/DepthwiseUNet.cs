using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>A U-Net of depth-wise separable convolutions.</summary>
[Prunable]
public sealed partial class DepthwiseUNet : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> encoders = new();
    private readonly ModuleList<Module<Tensor, Tensor>> decoders = new();
    private readonly ModuleList<ConvTranspose2d> ups = new();
    private readonly Module<Tensor, Tensor> bottom;
    private readonly Conv2d head;

    public DepthwiseUNet(params long[] widths) : base(nameof(DepthwiseUNet))
    {
        var channels = 3L;
        foreach (var width in widths[..^1])
        {
            encoders.Add(new Separable(channels, width));
            channels = width;
        }

        bottom = new Separable(channels, widths[^1]);
        for (var i = widths.Length - 2; i >= 0; i--)
        {
            ups.Add(ConvTranspose2d(widths[i + 1], widths[i], 2, stride: 2));
            decoders.Add(new Separable(2 * widths[i], widths[i]));
        }

        head = Conv2d(widths[0], 2, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var skips = new List<Tensor>();
        foreach (var encoder in encoders)
        {
            x = encoder.call(x);
            skips.Add(x);
            x = functional.max_pool2d(x, 2);
        }

        x = bottom.call(x);
        for (var i = 0; i < decoders.Count; i++)
        {
            x = ups[i].call(x);
            x = decoders[i].call(cat([skips[skips.Count - 1 - i], x], 1));
        }

        return head.call(x);
    }

    private sealed class Separable : Module<Tensor, Tensor>
    {
        private readonly Sequential layers;

        public Separable(long input, long output) : base(nameof(Separable))
        {
            layers = Sequential(
                Conv2d(input, input, 3, padding: 1, groups: input, bias: false), BatchNorm2d(input), ReLU(),
                Conv2d(input, output, 1, bias: false), BatchNorm2d(output), ReLU(),
                Conv2d(output, output, 3, padding: 1, groups: output, bias: false), BatchNorm2d(output), ReLU());
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => layers.call(x);
    }
}
