using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Functions with explicit weights: the user's own parameters.</summary>
[Prunable]
public sealed partial class FunctionalWeights : Module<Tensor, Tensor>
{
    private readonly Parameter weight = new(randn(8, 3, 3, 3));
    private readonly Parameter bias = new(zeros(8));
    private readonly Parameter gain = new(ones(8));
    private readonly Parameter shift = new(zeros(8));
    private readonly Parameter head = new(randn(2, 8));

    public FunctionalWeights() : base(nameof(FunctionalWeights)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = functional.conv2d(x, weight, bias, [1, 1], [1, 1]).relu().mean([2, 3]);
        return functional.linear(y * gain + shift, head);
    }
}
