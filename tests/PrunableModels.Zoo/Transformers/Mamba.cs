using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Mamba: blocks of a short causal convolution and a selective scan, gated by a second branch. The published size is Mamba 130M.</summary>
[Prunable]
public sealed partial class Mamba : Module<Tensor, Tensor>
{
    private readonly Embedding embedding;
    private readonly ModuleList<MambaBlock> layers;
    private readonly RmsNorm norm_f;
    private readonly Linear lm_head;

    public Mamba(long vocabulary = 50280, long width = 768, int depth = 24, int state = 16, int length = 2048)
        : base(nameof(Mamba))
    {
        embedding = Embedding(vocabulary, width);
        layers = new ModuleList<MambaBlock>();
        for (var i = 0; i < depth; i++)
        {
            layers.Add(new MambaBlock(width, state, length));
        }

        norm_f = new RmsNorm(width);
        lm_head = Linear(width, vocabulary, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = embedding.call(tokens);
        foreach (var layer in layers)
        {
            x = layer.call(x);
        }

        return lm_head.call(norm_f.call(x));
    }
}

/// <summary>A block of Mamba with the residual connection around it.</summary>
public sealed class MambaBlock : Module<Tensor, Tensor>
{
    private const int Kernel = 4;

    private readonly RmsNorm norm;
    private readonly Linear in_proj;
    private readonly Conv1d conv1d;
    private readonly Linear x_proj;
    private readonly Linear dt_proj;
    private readonly Linear out_proj;
    private readonly Parameter A_log;
    private readonly Parameter D;
    private readonly long rank;
    private readonly long state;
    private readonly int length;

    public MambaBlock(long width, int state, int length)
        : base(nameof(MambaBlock))
    {
        var inner = 2 * width;
        this.state = state;
        this.length = length;
        rank = (width + 15) / 16;
        norm = new RmsNorm(width);
        in_proj = Linear(width, 2 * inner, hasBias: false);
        conv1d = Conv1d(inner, inner, Kernel, padding: Kernel - 1L, groups: inner);
        x_proj = Linear(inner, rank + (2 * state), hasBias: false);
        dt_proj = Linear(rank, inner);
        out_proj = Linear(inner, width, hasBias: false);
        A_log = Parameter(arange(1, state + 1, ScalarType.Float32).log().repeat(inner, 1));
        D = Parameter(ones(inner));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var parts = in_proj.call(norm.call(x)).chunk(2, dim: -1);
        var (u, z) = (parts[0], parts[1]);
        u = conv1d.call(u.transpose(1, 2))[.., .., ..length].transpose(1, 2);
        u = functional.silu(u);
        var y = Scan(u) + (u * D);
        return x + out_proj.call(y * functional.silu(z));
    }

    // The state decays and is written to as the input says; what is read from it, too.
    private Tensor Scan(Tensor u)
    {
        var parameters = x_proj.call(u).split([rank, state, state], dim: -1);
        var delta = functional.softplus(dt_proj.call(parameters[0])).unsqueeze(-1);
        var (b, c) = (parameters[1].unsqueeze(2), parameters[2].unsqueeze(-1));
        var decay = exp(delta * -exp(A_log));
        var written = delta * b * u.unsqueeze(-1);
        var held = written.select(1, 0);
        var outputs = new List<Tensor> { matmul(held, c.select(1, 0)) };
        for (var t = 1; t < length; t++)
        {
            held = (decay.select(1, t) * held) + written.select(1, t);
            outputs.Add(matmul(held, c.select(1, t)));
        }

        return stack(outputs, dim: 1).squeeze(-1);
    }
}
