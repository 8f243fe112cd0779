using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Studies;

/// <summary>A small GPT over characters: pre-norm blocks, learned positions, heads that can be removed one by one.</summary>
[Prunable]
public sealed partial class CharGpt : Module<Tensor, Tensor>
{
    // Written down, so that heads go whole: in a field it would go with them.
    private const int HeadWidth = 16;
    private const double Deviation = 0.02;

    private readonly Embedding characters;
    private readonly Embedding positions;
    private readonly ModuleList<Block> blocks;
    // A field of type LayerNorm keeps the residual stream whole: what is compared is how heads and neurons are chosen.
    private readonly LayerNorm norm;
    private readonly Linear head;

    /// <summary>Makes the model.</summary>
    /// <param name="vocabulary">Characters.</param>
    /// <param name="depth">Blocks.</param>
    /// <param name="heads">Heads of each block, 16 wide; all together are as wide as the residual stream.</param>
    /// <param name="length">The longest sequence.</param>
    public CharGpt(int vocabulary, int depth, int heads, int length) : base(nameof(CharGpt))
    {
        var width = heads * HeadWidth;
        characters = Embedding(vocabulary, width);
        positions = Embedding(length, width);
        blocks = new ModuleList<Block>();
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

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly LayerNorm norm1;
        private readonly Attention attention;
        private readonly LayerNorm norm2;
        private readonly Linear widen;
        private readonly Linear narrow;

        public Block(int width, int heads) : base(nameof(Block))
        {
            norm1 = LayerNorm(width);
            attention = new Attention(width, heads);
            norm2 = LayerNorm(width);
            widen = Linear(width, 4 * width);
            narrow = Linear(4 * width, width);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = x + attention.call(norm1.call(x));
            return x + narrow.call(functional.gelu(widen.call(norm2.call(x))));
        }
    }

    private sealed class Attention : Module<Tensor, Tensor>
    {
        private readonly Linear query;
        private readonly Linear key;
        private readonly Linear value;
        private readonly Linear output;

        public Attention(int width, int heads) : base(nameof(Attention))
        {
            query = Linear(width, heads * HeadWidth);
            key = Linear(width, heads * HeadWidth);
            value = Linear(width, heads * HeadWidth);
            output = Linear(heads * HeadWidth, width);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var (n, length) = (x.shape[0], x.shape[1]);
            var q = query.call(x).view(n, length, -1, HeadWidth).transpose(1, 2);
            var k = key.call(x).view(n, length, -1, HeadWidth).transpose(1, 2);
            var v = value.call(x).view(n, length, -1, HeadWidth).transpose(1, 2);
            var y = functional.scaled_dot_product_attention(q, k, v, is_casual: true);
            return output.call(y.transpose(1, 2).contiguous().view(n, length, -1));
        }
    }
}
