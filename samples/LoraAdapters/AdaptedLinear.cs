using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LoraAdapters;

/// <summary>A linear layer with a low-rank adapter beside it, which changes nothing before it is trained.</summary>
public sealed class AdaptedLinear : Module<Tensor, Tensor>
{
    private readonly Linear layer;
    private readonly Linear down;
    private readonly Linear up;

    public AdaptedLinear(long inputs, long outputs, long rank)
        : base(nameof(AdaptedLinear))
    {
        layer = Linear(inputs, outputs);
        down = Linear(inputs, rank, hasBias: false);
        up = Linear(rank, outputs, hasBias: false);
        init.zeros_(up.weight!);
        RegisterComponents();
    }

    /// <summary>Freezes the layer, so that only the adapter is trained from now on.</summary>
    public void Freeze()
    {
        foreach (var parameter in layer.parameters())
        {
            parameter.requires_grad = false;
        }
    }

    public override Tensor forward(Tensor x) => layer.call(x) + up.call(down.call(x));
}
