using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Tensors stored in an array of a given length.</summary>
[Prunable]
public sealed partial class AccumulatedArray : Module<Tensor, Tensor>
{
    private readonly ModuleList<Conv2d> branches = ModuleList<Conv2d>(Conv2d(3, 4, 3), Conv2d(3, 4, 3));
    private readonly Linear head = Linear(4, 2);

    public AccumulatedArray() : base(nameof(AccumulatedArray)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var outputs = new Tensor[branches.Count];
        for (var i = 0; i < branches.Count; i++)
        {
            outputs[i] = branches[i].forward(x).relu();
        }

        outputs[^1] = outputs[outputs.Length - 1] * 2;
        var stacked = stack(outputs, dim: 0);
        return head.forward(stacked.mean([0]).mean([2, 3]));
    }
}
