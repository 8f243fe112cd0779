using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SuperResolution;

/// <summary>Two convolutions, and what went in.</summary>
public sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d first;
    private readonly Conv2d second;

    public ResidualBlock(int width) : base(nameof(ResidualBlock))
    {
        first = Layers.Conv(width, width, 3);
        second = Layers.Conv(width, width, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => functional.relu(second.call(functional.relu(first.call(x))) + x);
}
