using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SuperResolution;

/// <summary>Residual blocks in a cascade.</summary>
public sealed class CascadingBlock : Module<Tensor, Tensor>
{
    private readonly ModuleList<ResidualBlock> blocks = new();
    private readonly ModuleList<Conv2d> fusions = new();

    public CascadingBlock(int width, int cascades) : base(nameof(CascadingBlock))
    {
        for (var i = 0; i < cascades; i++)
        {
            blocks.Add(new ResidualBlock(width));
            fusions.Add(Layers.Conv(width * (i + 2), width, 1));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (output, cascade) = (x, x);
        for (var i = 0; i < blocks.Count; i++)
        {
            cascade = cat([cascade, blocks[i].call(output)], 1);
            output = functional.relu(fusions[i].call(cascade));
        }

        return output;
    }
}
