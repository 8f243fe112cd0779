using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Constructors;

/// <summary>Two layers with one weight.</summary>
[Prunable]
public sealed partial class TiedWeights : Module<Tensor, Tensor>
{
    private readonly Linear first = Linear(4, 6);
    private readonly Linear second = Linear(6, 6);
    private readonly Linear third = Linear(6, 6, hasBias: false);
    private readonly Linear head = Linear(6, 2);

    public TiedWeights() : base(nameof(TiedWeights))
    {
        third.weight = second.weight;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.call(relu(third.call(relu(second.call(relu(first.call(x)))))));
}
