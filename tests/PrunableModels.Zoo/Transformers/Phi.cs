using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Phi: one normalisation a block, before attention and network side by side; query, key and value in one projection; positions turn a part of each head.</summary>
[Prunable]
public sealed partial class Phi : Module<Tensor, Tensor>
{
    private readonly Embedding wte;
    private readonly Sequential layers;
    private readonly Module<Tensor, Tensor> ln;
    private readonly Linear lm_head;

    public Phi(long vocabulary = 51200, int width = 2048, int depth = 24, int heads = 32, int hidden = 8192, int length = 2048, double rotaryShare = 0.5, int loraRank = 0)
        : base(nameof(Phi))
    {
        wte = Embedding(vocabulary, width);
        layers = Sequential(Enumerable.Range(0, depth).Select(_ => new PhiBlock(width, heads, hidden, length, rotaryShare, loraRank)).ToArray<Module<Tensor, Tensor>>());
        ln = LayerNorm(width);
        lm_head = Linear(width, vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens) => lm_head.call(ln.call(layers.call(wte.call(tokens))));
}

/// <summary>A block of Phi: attention and network read the same and are added together.</summary>
public sealed class PhiBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> ln;
    private readonly PhiAttention mixer;
    private readonly Sequential mlp;

    public PhiBlock(int width, int heads, int hidden, int length, double rotaryShare, int loraRank)
        : base(nameof(PhiBlock))
    {
        ln = LayerNorm(width);
        mixer = new PhiAttention(width, heads, length, rotaryShare, loraRank);
        mlp = Sequential(("fc1", PhiAttention.Projection(width, hidden, loraRank)), ("act", GELU()), ("fc2", PhiAttention.Projection(hidden, width, loraRank)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var normalized = ln.call(x);
        return x + mixer.call(normalized) + mlp.call(normalized);
    }
}

/// <summary>Causal self-attention with one projection for query, key and value. The number of heads is written down, their width follows.</summary>
public sealed class PhiAttention : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> wqkv;
    private readonly Module<Tensor, Tensor> out_proj;
    private readonly PartialRotary rotary;
    private readonly int nHead;
    private readonly double scale;

    public PhiAttention(int width, int heads, int length, double rotaryShare, int loraRank)
        : base(nameof(PhiAttention))
    {
        nHead = heads;
        scale = 1.0 / Math.Sqrt(width / heads);
        wqkv = Projection(width, 3 * width, loraRank);
        out_proj = Projection(width, width, loraRank);
        rotary = new PartialRotary((int)(width / heads * rotaryShare), length);
        RegisterComponents();
    }

    /// <summary>A projection, with an adapter where its rank is not 0.</summary>
    public static Module<Tensor, Tensor> Projection(long inputs, long outputs, int loraRank) =>
        loraRank > 0 ? new LoraFactors(inputs, outputs, loraRank) : Linear(inputs, outputs);

    public override Tensor forward(Tensor x)
    {
        var (b, t) = (x.size(0), x.size(1));
        var parts = wqkv.call(x).chunk(3, dim: -1);
        var q = rotary.call(parts[0].view(b, t, nHead, -1).transpose(1, 2));
        var k = rotary.call(parts[1].view(b, t, nHead, -1).transpose(1, 2));
        var v = parts[2].view(b, t, nHead, -1).transpose(1, 2);
        var future = ones(t, t, ScalarType.Bool, x.device).triu(1);
        var scores = (q.matmul(k.transpose(-2, -1)) * scale).masked_fill(future, float.NegativeInfinity);
        var y = scores.softmax(-1).matmul(v);
        return out_proj.call(y.transpose(1, 2).flatten(2));
    }
}

/// <summary>Rotary positions on the first part of each head; the rest passes.</summary>
public sealed class PartialRotary : Module<Tensor, Tensor>
{
    private readonly Tensor cos;
    private readonly Tensor sin;
    private readonly int turned;

    public PartialRotary(int turned, int length, double theta = 10_000)
        : base(nameof(PartialRotary))
    {
        this.turned = turned;
        var frequencies = (arange(0, turned, 2, ScalarType.Float32) * (-Math.Log(theta) / turned)).exp();
        var angles = outer(arange(length, ScalarType.Float32), frequencies);
        var both = cat([angles, angles], -1);
        (cos, sin) = (both.cos(), both.sin());
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var t = x.size(2);
        var c = cos.narrow(0, 0, t);
        var s = sin.narrow(0, 0, t);
        var rotated = x[TensorIndex.Ellipsis, TensorIndex.Slice(stop: turned)];
        var passed = x[TensorIndex.Ellipsis, TensorIndex.Slice(start: turned)];
        return cat([(rotated * c) + (RotateHalf(rotated) * s), passed], -1);
    }

    private static Tensor RotateHalf(Tensor x)
    {
        var halves = x.chunk(2, -1);
        return cat([-halves[1], halves[0]], -1);
    }
}
