using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>The sizes of a LLaMA.</summary>
/// <param name="Vocabulary">Tokens.</param>
/// <param name="Width">The residual stream.</param>
/// <param name="Depth">Blocks.</param>
/// <param name="Heads">Heads of the queries.</param>
/// <param name="KeyValueHeads">Heads of keys and values, each for several of the queries.</param>
/// <param name="Hidden">The gated network.</param>
/// <param name="Length">The longest sequence.</param>
/// <param name="LoraRank">The rank of the adapters; 0 for none.</param>
public sealed record LlamaConfig(long Vocabulary, long Width, int Depth, int Heads, int KeyValueHeads, long Hidden, int Length, int LoraRank = 0)
{
    /// <summary>TinyLlama 1.1B, which has the architecture of LLaMA 2.</summary>
    public static LlamaConfig Tiny => new(32000, 2048, 22, 32, 4, 5632, 2048);

    /// <summary>The width of a head.</summary>
    public long HeadDim => Width / Heads;

    /// <summary>A projection, with an adapter where there are any.</summary>
    public Module<Tensor, Tensor> Projection(long inputs, long outputs) =>
        LoraRank > 0 ? new LoraLinear(inputs, outputs, LoraRank) : Linear(inputs, outputs, hasBias: false);
}

/// <summary>LLaMA: RMSNorm before each part, rotary positions, grouped-query attention and a gated network.</summary>
[Prunable]
public sealed partial class Llama : Module<Tensor, Tensor>
{
    private readonly Embedding tokens;
    private readonly ModuleList<LlamaBlock> blocks;
    private readonly RmsNorm norm;
    private readonly Linear head;

    public Llama(LlamaConfig config)
        : base(nameof(Llama))
    {
        tokens = Embedding(config.Vocabulary, config.Width);
        blocks = new ModuleList<LlamaBlock>();
        for (var i = 0; i < config.Depth; i++)
        {
            blocks.Add(new LlamaBlock(config));
        }

        norm = new RmsNorm(config.Width);
        head = Linear(config.Width, config.Vocabulary, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor ids)
    {
        var x = tokens.call(ids);
        foreach (var block in blocks)
        {
            x = block.call(x);
        }

        return head.call(norm.call(x));
    }
}

/// <summary>A block of LLaMA.</summary>
public sealed class LlamaBlock : Module<Tensor, Tensor>
{
    private readonly RmsNorm attention_norm;
    private readonly LlamaAttention attention;
    private readonly RmsNorm ffn_norm;
    private readonly LlamaFeedForward feed_forward;

    public LlamaBlock(LlamaConfig config)
        : base(nameof(LlamaBlock))
    {
        attention_norm = new RmsNorm(config.Width);
        attention = new LlamaAttention(config);
        ffn_norm = new RmsNorm(config.Width);
        feed_forward = new LlamaFeedForward(config);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var h = x + attention.call(attention_norm.call(x));
        return h + feed_forward.call(ffn_norm.call(h));
    }
}

/// <summary>Grouped-query attention with rotary positions.</summary>
public sealed class LlamaAttention : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> wq;
    private readonly Module<Tensor, Tensor> wk;
    private readonly Module<Tensor, Tensor> wv;
    private readonly Module<Tensor, Tensor> wo;
    private readonly RotaryHalves rotary;
    private readonly long headDim;
    private readonly int repeats;

    public LlamaAttention(LlamaConfig config)
        : base(nameof(LlamaAttention))
    {
        headDim = config.HeadDim;
        repeats = config.Heads / config.KeyValueHeads;
        wq = config.Projection(config.Width, config.Heads * headDim);
        wk = config.Projection(config.Width, config.KeyValueHeads * headDim);
        wv = config.Projection(config.Width, config.KeyValueHeads * headDim);
        wo = config.Projection(config.Heads * headDim, config.Width);
        rotary = new RotaryHalves(headDim, config.Length);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (batch, length) = (x.shape[0], x.shape[1]);
        var q = wq.call(x).view(batch, length, -1, headDim).transpose(1, 2);
        var k = wk.call(x).view(batch, length, -1, headDim).transpose(1, 2);
        var v = wv.call(x).view(batch, length, -1, headDim).transpose(1, 2);
        q = rotary.call(q);
        k = rotary.call(k).repeat_interleave(repeats, dim: 1);
        v = v.repeat_interleave(repeats, dim: 1);
        var y = functional.scaled_dot_product_attention(q, k, v, is_casual: true);
        return wo.call(y.transpose(1, 2).contiguous().view(batch, length, -1));
    }
}

/// <summary>The gated network: SwiGLU.</summary>
public sealed class LlamaFeedForward : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> w1;
    private readonly Module<Tensor, Tensor> w2;
    private readonly Module<Tensor, Tensor> w3;

    public LlamaFeedForward(LlamaConfig config)
        : base(nameof(LlamaFeedForward))
    {
        w1 = config.Projection(config.Width, config.Hidden);
        w2 = config.Projection(config.Hidden, config.Width);
        w3 = config.Projection(config.Width, config.Hidden);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => w2.call(functional.silu(w1.call(x)) * w3.call(x));
}
