using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Weights that are read past their layers.</summary>
[Prunable]
public sealed partial class LayerWeights : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3, padding: 1);
    private readonly Linear head = Linear(8, 2);

    public LayerWeights() : base(nameof(LayerWeights)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = functional.conv2d(x, conv.weight, conv.bias, padding: [1, 1]);
        y = y.relu().mean([2, 3]);
        return functional.linear(y, head.weight!, head.bias);
    }
}
