using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>A small GPT. The residual width is kept, because layer norm runs over it; heads' values and hidden widths can go.</summary>
[Prunable]
public sealed partial class AnnotatedTransformer : Module<Tensor, Tensor>
{
    private readonly Embedding tokens = Embedding(11, 24);
    private readonly ModuleList<Block> blocks = new();
    private readonly LayerNorm norm = LayerNorm(24);
    private readonly Linear head = Linear(24, 11, hasBias: false);

    public AnnotatedTransformer(int depth = 2) : base(nameof(AnnotatedTransformer))
    {
        for (var i = 0; i < depth; i++)
        {
            blocks.Add(new Block(24));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = tokens.call(x);
        foreach (var block in blocks)
        {
            x = block.call(x);
        }

        return head.call(norm.call(x));
    }

    public sealed class Block : Module<Tensor, Tensor>
    {
        private readonly LayerNorm norm1;
        private readonly LayerNorm norm2;
        private readonly Linear query;
        private readonly Linear key;
        private readonly Linear value;
        private readonly Linear project;
        private readonly Linear up;
        private readonly Linear down;

        public Block(long width) : base(nameof(Block))
        {
            (norm1, norm2) = (LayerNorm(width), LayerNorm(width));
            (query, key, value, project) = (Linear(width, width), Linear(width, width), Linear(width, width), Linear(width, width));
            (up, down) = (Linear(width, 4 * width), Linear(4 * width, width));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = x + Attention(norm1.call(x));
            return x + down.call(functional.gelu(up.call(norm2.call(x))));
        }

        private Tensor Attention(Tensor x)
        {
            var (q, k, v) = (query.call(x), key.call(x), value.call(x));
            var scores = functional.softmax(q.matmul(k.transpose(-2, -1)) * 0.2, -1);
            return project.call(scores.matmul(v));
        }
    }
}
