using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A list in a field, emptied and filled by every call.</summary>
[Prunable]
public sealed partial class CollectedFields : Module<Tensor, Tensor>
{
    private readonly Conv2d a = Conv2d(3, 4, 3);
    private readonly Conv2d b = Conv2d(3, 5, 3);
    private readonly Linear head = Linear(9, 2);
    private readonly List<Tensor> features = [];

    public CollectedFields() : base(nameof(CollectedFields)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        features.Clear();
        features.Add(a.forward(x));
        features.Add(b.forward(x));
        return head.forward(cat(features, 1).relu().mean([2, 3]));
    }
}
