using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SuperResolution;

/// <summary>
/// The cascading residual network of Ahn et al., "Fast, Accurate, and Lightweight Super-Resolution with Cascading Residual Network": the
/// outputs of all blocks so far are concatenated, and a 1x1 convolution makes of them what the next block reads. It is so between the
/// blocks, and within each of them.
/// </summary>
[Prunable]
public sealed partial class Carn : Module<Tensor, Tensor>
{
    /// <summary>How many times as wide and as high pictures become.</summary>
    public const int Scale = 2;

    private readonly Conv2d entry;
    private readonly ModuleList<CascadingBlock> blocks = new();
    private readonly ModuleList<Conv2d> fusions = new();
    private readonly Conv2d widen;
    private readonly PixelShuffle shuffle;
    private readonly Conv2d exit;

    /// <param name="width">Channels.</param>
    /// <param name="cascades">Blocks, and residual blocks in each of them.</param>
    public Carn(int width = 64, int cascades = 3) : base(nameof(Carn))
    {
        entry = Layers.Conv(3, width, 3);
        for (var i = 0; i < cascades; i++)
        {
            blocks.Add(new CascadingBlock(width, cascades));
            fusions.Add(Layers.Conv(width * (i + 2), width, 1));
        }

        widen = Layers.Conv(width, width * Scale * Scale, 3);
        shuffle = PixelShuffle(Scale);
        exit = Layers.Conv(width, 3, 3);
        RegisterComponents();
        init.zeros_(exit.weight!);
    }

    /// <summary>Pictures [N, 3, height, width] to pictures of twice that size.</summary>
    public override Tensor forward(Tensor x)
    {
        var output = entry.call(x);
        var cascade = output;
        for (var i = 0; i < blocks.Count; i++)
        {
            cascade = cat([cascade, blocks[i].call(output)], 1);
            output = functional.relu(fusions[i].call(cascade));
        }

        return exit.call(shuffle.call(functional.relu(widen.call(output))));
    }
}
