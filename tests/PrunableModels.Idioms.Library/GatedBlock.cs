using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace Layers.Shared;

/// <summary>A residual block whose private flag says how it ends.</summary>
[Prunable]
public sealed partial class GatedBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly Conv2d conv2;
    private readonly Scale scale = new(0.5);
    private readonly bool isResidual;

    /// <summary>Makes a block.</summary>
    public GatedBlock(long width, long hidden, bool isResidual) : base(nameof(GatedBlock))
    {
        conv1 = Conv2d(width, hidden, 3, padding: 1);
        conv2 = Conv2d(hidden, width, 1);
        this.isResidual = isResidual;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var y = conv2.call(scale.call(relu(conv1.call(x))));
        return isResidual ? x + y : y;
    }

    private sealed class Scale : Module<Tensor, Tensor>
    {
        private readonly double factor;
        private readonly int power;

        public Scale(double factor) : base(nameof(Scale)) => (this.factor, power) = (factor, 2);

        public override Tensor forward(Tensor x) => power == 2 ? x * factor * factor : x.exp();
    }
}
