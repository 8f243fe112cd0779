using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Whisper: an encoder of spectrograms, and a decoder of tokens that looks at it and speaks by its own embedding.</summary>
[Prunable]
public sealed partial class Whisper : Module<Tensor, Tensor, Tensor>
{
    private readonly WhisperEncoder encoder;
    private readonly WhisperDecoder decoder;

    public Whisper(long mels = 80, long frames = 1500, long vocabulary = 51865, long length = 448, long width = 512, int heads = 8, int depth = 6)
        : base(nameof(Whisper))
    {
        encoder = new WhisperEncoder(mels, frames, width, heads, depth);
        decoder = new WhisperDecoder(vocabulary, length, width, heads, depth);
        RegisterComponents();
    }

    public override Tensor forward(Tensor mel, Tensor tokens) => decoder.call(tokens, encoder.call(mel));
}

/// <summary>Two convolutions, the second of which halves the time, then blocks of self-attention.</summary>
public sealed class WhisperEncoder : Module<Tensor, Tensor>
{
    private readonly Conv1d conv1;
    private readonly Conv1d conv2;
    private readonly Tensor positions;
    private readonly ModuleList<WhisperBlock> blocks;
    private readonly Module<Tensor, Tensor> ln_post;

    public WhisperEncoder(long mels, long frames, long width, int heads, int depth)
        : base(nameof(WhisperEncoder))
    {
        conv1 = Conv1d(mels, width, 3, padding: 1L);
        conv2 = Conv1d(width, width, 3, stride: 2, padding: 1L);
        positions = Sinusoids(frames, width);
        blocks = new ModuleList<WhisperBlock>(Enumerable.Range(0, depth).Select(_ => new WhisperBlock(width, heads, looks: false)).ToArray());
        ln_post = LayerNorm(width);
        register_buffer("positions", positions);
        RegisterComponents();
    }

    public override Tensor forward(Tensor mel)
    {
        var x = functional.gelu(conv1.call(mel));
        x = functional.gelu(conv2.call(x));
        x = x.permute(0, 2, 1) + positions;
        foreach (var block in blocks)
        {
            x = block.call(x, null, false);
        }

        return ln_post.call(x);
    }

    private static Tensor Sinusoids(long length, long width)
    {
        var half = width / 2;
        var scales = (arange(half, ScalarType.Float32) * (-Math.Log(10_000) / (half - 1))).exp();
        var angles = arange(length, ScalarType.Float32).unsqueeze(1) * scales.unsqueeze(0);
        return cat([angles.sin(), angles.cos()], 1);
    }
}

/// <summary>Blocks of causal self-attention, each followed by a look at the encoder's output.</summary>
public sealed class WhisperDecoder : Module<Tensor, Tensor, Tensor>
{
    private readonly Embedding token_embedding;
    private readonly Parameter positional_embedding;
    private readonly ModuleList<WhisperBlock> blocks;
    private readonly Module<Tensor, Tensor> ln;

    public WhisperDecoder(long vocabulary, long length, long width, int heads, int depth)
        : base(nameof(WhisperDecoder))
    {
        token_embedding = Embedding(vocabulary, width);
        positional_embedding = Parameter(randn(length, width) * 0.01);
        blocks = new ModuleList<WhisperBlock>(Enumerable.Range(0, depth).Select(_ => new WhisperBlock(width, heads, looks: true)).ToArray());
        ln = LayerNorm(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens, Tensor heard)
    {
        var x = token_embedding.call(tokens) + positional_embedding[..(int)tokens.shape[1]];
        foreach (var block in blocks)
        {
            x = block.call(x, heard, true);
        }

        return matmul(ln.call(x), token_embedding.weight!.transpose(0, 1));
    }
}

/// <summary>A block of the encoder, or, where it looks at something else as well, of the decoder.</summary>
public sealed class WhisperBlock : Module<Tensor, Tensor?, bool, Tensor>
{
    private readonly WhisperAttention attn;
    private readonly Module<Tensor, Tensor> attn_ln;
    private readonly WhisperAttention? cross_attn;
    private readonly Module<Tensor, Tensor>? cross_attn_ln;
    private readonly Sequential mlp;
    private readonly Module<Tensor, Tensor> mlp_ln;

    public WhisperBlock(long width, int heads, bool looks)
        : base(nameof(WhisperBlock))
    {
        attn = new WhisperAttention(width, heads);
        attn_ln = LayerNorm(width);
        cross_attn = looks ? new WhisperAttention(width, heads) : null;
        cross_attn_ln = looks ? LayerNorm(width) : null;
        mlp = Sequential(Linear(width, width * 4), GELU(), Linear(width * 4, width));
        mlp_ln = LayerNorm(width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor? heard, bool causal)
    {
        var normalized = attn_ln.call(x);
        x = x + attn.call(normalized, normalized, causal);
        if (cross_attn is not null && cross_attn_ln is not null && heard is not null)
        {
            x = x + cross_attn.call(cross_attn_ln.call(x), heard, false);
        }

        return x + mlp.call(mlp_ln.call(x));
    }
}

/// <summary>Attention of one sequence to another, or to itself. The key has no bias.</summary>
public sealed class WhisperAttention : Module<Tensor, Tensor, bool, Tensor>
{
    private readonly int heads;
    private readonly long headDim;
    private readonly Linear query;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Linear output;

    public WhisperAttention(long width, int heads)
        : base(nameof(WhisperAttention))
    {
        this.heads = heads;
        headDim = width / heads;
        query = Linear(width, width);
        key = Linear(width, width, hasBias: false);
        value = Linear(width, width);
        output = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor source, bool causal)
    {
        // Both places share the scale, so that their product has it once.
        var scale = Math.Pow(headDim, -0.25);
        var q = Split(query.call(x)) * scale;
        var k = Split(key.call(source)) * scale;
        var v = Split(value.call(source));
        var scores = q.matmul(k.transpose(2, 3));
        if (causal)
        {
            var length = x.shape[1];
            scores = scores + full([length, length], -1e9, x.dtype, x.device).triu(1);
        }

        var mixed = functional.softmax(scores, -1).matmul(v);
        return output.call(mixed.permute(0, 2, 1, 3).flatten(start_dim: 2));
    }

    private Tensor Split(Tensor x) => x.view(x.shape[0], x.shape[1], heads, headDim).permute(0, 2, 1, 3);
}
