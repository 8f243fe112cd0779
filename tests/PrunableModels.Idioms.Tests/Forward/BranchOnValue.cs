using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A branch on what a tensor holds.</summary>
[Prunable]
public sealed partial class BranchOnValue : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);

    public BranchOnValue() : base(nameof(BranchOnValue)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = a.forward(x).relu();
        if (x.max().item<double>() > 1)
        {
            y = y * 0.5;
        }

        return head.forward(b.forward(y).relu());
    }
}
