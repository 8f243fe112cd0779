using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Tensors collected in a list and joined.</summary>
[Prunable]
public sealed partial class AccumulatedList : Module<Tensor, Tensor>
{
    private readonly ModuleList<Conv2d> branches = ModuleList<Conv2d>(Conv2d(3, 4, 3), Conv2d(3, 5, 3), Conv2d(3, 6, 3));
    private readonly Linear head = Linear(15, 2);

    public AccumulatedList() : base(nameof(AccumulatedList)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var features = new List<Tensor>();
        foreach (var branch in branches)
        {
            features.Add(branch.forward(x).relu());
        }

        return head.forward(cat(features, 1).mean([2, 3]));
    }
}
