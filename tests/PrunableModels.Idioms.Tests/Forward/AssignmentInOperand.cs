using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Assignments inside expressions: what stands to the left is evaluated first.</summary>
[Prunable]
public sealed partial class AssignmentInOperand : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);
    private readonly Linear last = Linear(6, 3);

    public AssignmentInOperand() : base(nameof(AssignmentInOperand)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = a.forward(x).relu();
        var sum = y + (y = y.sigmoid());
        y = b.forward(sum - (y = y * 0)).relu();
        y += y = y.sigmoid() * 0.5;
        return last.forward(mul(y, y = y.sigmoid())) + head.forward(y.sub(y = y * 2));
    }
}
