using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Functions that take the weights of a layer: a convolution and linear.</summary>
[Prunable]
public sealed partial class FunctionalLayers : Module<Tensor, Tensor>
{
    private readonly Parameter weight = new(randn(8, 12, 3));
    private readonly Parameter bias = new(zeros(8));
    private readonly Parameter project = new(randn(5, 8));
    private readonly Parameter head = new(randn(3, 5));

    public FunctionalLayers() : base(nameof(FunctionalLayers)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = functional.conv1d(x, weight, bias, padding: 1).relu().mean([2]);
        y = functional.linear(y, project).tanh();
        return functional.linear(y, head);
    }
}
