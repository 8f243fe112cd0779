using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>A linear layer with an adapter of low rank beside it: two further layers.</summary>
public sealed class LoraLinear : Module<Tensor, Tensor>
{
    private readonly Linear linear;
    private readonly Linear down;
    private readonly Linear up;
    private readonly double scale;

    public LoraLinear(long inputs, long outputs, int rank, double alpha = 16, bool hasBias = false)
        : base(nameof(LoraLinear))
    {
        linear = Linear(inputs, outputs, hasBias: hasBias);
        down = Linear(inputs, rank, hasBias: false);
        up = Linear(rank, outputs, hasBias: false);
        scale = alpha / rank;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => linear.call(x) + (up.call(down.call(x)) * scale);
}

/// <summary>The same with the two factors of the adapter as parameters.</summary>
public sealed class LoraFactors : Module<Tensor, Tensor>
{
    private readonly Linear linear;
    private readonly Parameter a;
    private readonly Parameter b;
    private readonly double scale;

    public LoraFactors(long inputs, long outputs, int rank, double alpha = 16)
        : base(nameof(LoraFactors))
    {
        linear = Linear(inputs, outputs);
        a = Parameter(randn(rank, inputs) / Math.Sqrt(inputs));
        b = Parameter(randn(outputs, rank) / Math.Sqrt(rank));
        scale = alpha / rank;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var adapted = x.matmul(a.transpose(0, 1)).matmul(b.transpose(0, 1));
        return linear.call(x) + (adapted * scale);
    }
}
