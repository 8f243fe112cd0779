using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A branch on training, in which the same layers are used.</summary>
[Prunable]
public sealed partial class BranchOnTraining : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public BranchOnTraining() : base(nameof(BranchOnTraining)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).relu();
        if (training)
        {
            y = functional.dropout(y, 0.1, training: true);
        }

        return head.forward(y.mean([2, 3]));
    }
}
