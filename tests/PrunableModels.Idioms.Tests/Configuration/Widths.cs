using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Configuration;

/// <summary>Integers, flags and defaults, with a constructor that leaves some of them to another.</summary>
[Prunable]
public sealed partial class Widths : Module<Tensor, Tensor>
{
    private readonly Linear up;
    private readonly LayerNorm? norm;
    private readonly Linear down;
    private readonly bool residual;

    public Widths(long width) : this(width, width * 2)
    {
    }

    public Widths(long width, long hidden, bool normalizes = false, bool residual = true) : base(nameof(Widths))
    {
        this.residual = residual;
        up = Linear(width, hidden);
        down = Linear(hidden, width);
        if (normalizes)
        {
            norm = LayerNorm(width);
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = down.call(functional.gelu(up.call(norm is null ? x : norm.call(x))));
        return residual ? x + y : y;
    }
}
