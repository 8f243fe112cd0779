using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>GPT-2: a causal pre-norm decoder that shares one table between its token embedding and its head.</summary>
[Prunable]
public sealed partial class Gpt : Module<Tensor, Tensor>
{
    private readonly Embedding wte;
    private readonly Embedding wpe;
    private readonly Module<Tensor, Tensor> drop;
    private readonly ModuleList<GptBlock> h;
    private readonly Module<Tensor, Tensor> ln_f;
    private readonly Linear lm_head;

    public Gpt(long vocabulary = 50257, int width = 768, int depth = 12, int heads = 12, int length = 1024)
        : base(nameof(Gpt))
    {
        wte = Embedding(vocabulary, width);
        wpe = Embedding(length, width);
        drop = Dropout(0.1);
        h = new ModuleList<GptBlock>();
        for (var i = 0; i < depth; i++)
        {
            h.Add(new GptBlock(width, heads, length));
        }

        ln_f = LayerNorm(width);
        lm_head = Linear(width, vocabulary, hasBias: false);
        lm_head.weight = wte.weight!;
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var positions = arange(tokens.shape[1], ScalarType.Int64, tokens.device);
        var x = drop.call(wte.call(tokens) + wpe.call(positions));
        foreach (var block in h)
        {
            x = block.call(x);
        }

        return lm_head.call(ln_f.call(x));
    }
}

/// <summary>A block of GPT-2.</summary>
public sealed class GptBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> ln_1;
    private readonly GptAttention attn;
    private readonly Module<Tensor, Tensor> ln_2;
    private readonly Linear c_fc;
    private readonly Linear c_proj;

    public GptBlock(int width, int heads, int length)
        : base(nameof(GptBlock))
    {
        ln_1 = LayerNorm(width);
        attn = new GptAttention(width, heads, length);
        ln_2 = LayerNorm(width);
        c_fc = Linear(width, 4 * width);
        c_proj = Linear(4 * width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = x + attn.call(ln_1.call(x));
        return x + c_proj.call(functional.gelu(c_fc.call(ln_2.call(x))));
    }
}

/// <summary>Causal self-attention in the style of the original: one projection, split by width, and sizes of heads from fields.</summary>
public sealed class GptAttention : Module<Tensor, Tensor>
{
    private readonly Linear c_attn;
    private readonly Linear c_proj;
    private readonly Tensor bias;
    private readonly int nHead;
    private readonly int nEmbd;

    public GptAttention(int width, int heads, int length)
        : base(nameof(GptAttention))
    {
        nHead = heads;
        nEmbd = width;
        c_attn = Linear(width, 3 * width);
        c_proj = Linear(width, width);
        bias = ones(length, length).tril().view(1, 1, length, length);
        register_buffer("bias", bias);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (b, t) = (x.shape[0], (int)x.shape[1]);
        var parts = c_attn.call(x).split(nEmbd, dim: 2);
        var q = parts[0].view(b, t, nHead, nEmbd / nHead).transpose(1, 2);
        var k = parts[1].view(b, t, nHead, nEmbd / nHead).transpose(1, 2);
        var v = parts[2].view(b, t, nHead, nEmbd / nHead).transpose(1, 2);
        var att = q.matmul(k.transpose(-2, -1)) * (1.0 / Math.Sqrt(k.size(-1)));
        att = att.masked_fill(bias[.., .., ..t, ..t].eq(0), float.NegativeInfinity);
        var y = functional.softmax(att, dim: -1).matmul(v);
        return c_proj.call(y.transpose(1, 2).contiguous().view(b, t, nEmbd));
    }
}
