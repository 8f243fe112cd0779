using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A number that is computed from the weight of a layer.</summary>
[Prunable]
public sealed partial class MeanOfWeights : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);

    public MeanOfWeights() : base(nameof(MeanOfWeights)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = a.forward(x).relu() * (1 + b.weight!.square().sum());
        return head.forward(b.forward(y).relu());
    }
}
