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
        first = Conv2d(width, width, 3, padding: 1);
        second = Conv2d(width, width, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => functional.relu(second.call(functional.relu(first.call(x))) + x);
}
