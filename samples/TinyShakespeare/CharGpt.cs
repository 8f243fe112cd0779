using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TinyShakespeare;

/// <summary>A small GPT over characters: learned positions, pre-norm blocks, and a head without bias.</summary>
[Prunable]
public sealed partial class CharGpt : Module<Tensor, Tensor>
{
    private const double Deviation = 0.02;

    private readonly Embedding characters;
    private readonly Embedding positions;
    private readonly ModuleList<Block> blocks = new();
    private readonly Module<Tensor, Tensor> norm;
    private readonly Linear head;

    /// <param name="vocabulary">How many characters there are.</param>
    /// <param name="depth">Blocks.</param>
    /// <param name="heads">Heads of each block; all together are as wide as the residual stream.</param>
    /// <param name="length">The longest sequence.</param>
    public CharGpt(int vocabulary, int depth, int heads, int length) : base(nameof(CharGpt))
    {
        var width = heads * Attention.HeadWidth;
        characters = Embedding(vocabulary, width);
        positions = Embedding(length, width);
        for (var i = 0; i < depth; i++)
        {
            blocks.Add(new Block(width, heads));
        }

        norm = LayerNorm(width);
        head = Linear(width, vocabulary, hasBias: false);
        RegisterComponents();
        init.normal_(characters.weight!, 0, Deviation);
        init.normal_(positions.weight!, 0, Deviation);
    }

    /// <summary>Characters [N, length] to scores [N, length, vocabulary] of each one's successor.</summary>
    public override Tensor forward(Tensor text)
    {
        var x = characters.call(text) + positions.call(arange(text.shape[1], ScalarType.Int64, text.device));
        foreach (var block in blocks)
        {
            x = block.call(x);
        }

        return head.call(norm.call(x));
    }
}
