using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>CARN for super-resolution: residual blocks that cascade within blocks, which cascade themselves, each by 1x1 convolutions over concatenations.</summary>
[Prunable]
public sealed partial class Carn : Module<Tensor, Tensor>
{
    private readonly Conv2d entry;
    private readonly ModuleList<CascadingBlock> blocks = new();
    private readonly ModuleList<Fusion> fusions = new();
    private readonly Module<Tensor, Tensor> upsample;
    private readonly Conv2d exit;

    public Carn(int width = 64, int cascades = 3, int scale = 2)
        : base(nameof(Carn))
    {
        entry = Conv2d(3, width, 3, padding: 1);
        for (var i = 0; i < cascades; i++)
        {
            blocks.Add(new CascadingBlock(width, cascades));
            fusions.Add(new Fusion(width * (i + 2), width));
        }

        upsample = Sequential(
            ("conv", Conv2d(width, width * scale * scale, 3, padding: 1)),
            ("relu", ReLU()),
            ("shuffle", PixelShuffle(scale)));
        exit = Conv2d(width, 3, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        x = entry.call(x);
        var (cascade, output) = (x, x);
        for (var i = 0; i < blocks.Count; i++)
        {
            cascade = cat([cascade, blocks[i].call(output)], 1);
            output = fusions[i].call(cascade);
        }

        return exit.call(upsample.call(output)).MoveToOuterDisposeScope();
    }

    private sealed class CascadingBlock : Module<Tensor, Tensor>
    {
        private readonly ModuleList<ResidualBlock> blocks = new();
        private readonly ModuleList<Fusion> fusions = new();

        public CascadingBlock(int width, int cascades)
            : base(nameof(CascadingBlock))
        {
            for (var i = 0; i < cascades; i++)
            {
                blocks.Add(new ResidualBlock(width));
                fusions.Add(new Fusion(width * (i + 2), width));
            }

            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var (cascade, output) = (x, x);
            for (var i = 0; i < blocks.Count; i++)
            {
                cascade = cat([cascade, blocks[i].call(output)], 1);
                output = fusions[i].call(cascade);
            }

            return output;
        }
    }

    private sealed class ResidualBlock : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> body;

        public ResidualBlock(int width)
            : base(nameof(ResidualBlock))
        {
            body = Sequential(
                Conv2d(width, width, 3, padding: 1),
                ReLU(inplace: true),
                Conv2d(width, width, 3, padding: 1));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu(body.call(x) + x);
    }

    private sealed class Fusion : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv;

        public Fusion(int inputs, int outputs)
            : base(nameof(Fusion))
        {
            conv = Conv2d(inputs, outputs, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.relu(conv.call(x));
    }
}
