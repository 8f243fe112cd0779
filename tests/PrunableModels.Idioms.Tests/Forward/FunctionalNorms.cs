using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Norms as functions, with the weights and numbers of groups that are written down.</summary>
[Prunable]
public sealed partial class FunctionalNorms : Module<Tensor, Tensor>
{
    private readonly Conv1d up = Conv1d(12, 8, 3);
    private readonly Parameter groupGain = new(ones(8));
    private readonly Parameter groupShift = new(zeros(8));
    private readonly Linear middle = Linear(8, 5);
    private readonly Parameter gain = new(ones(5));
    private readonly Parameter shift = new(zeros(5));
    private readonly Linear last = Linear(5, 4);
    private readonly Linear head = Linear(4, 3);

    public FunctionalNorms() : base(nameof(FunctionalNorms)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = functional.group_norm(up.forward(x), 4, groupGain, groupShift, 1e-5).relu().mean([2]);
        y = functional.layer_norm(middle.forward(y), [5], gain, shift, 1e-5);
        return head.forward(last.forward(y).relu());
    }
}
