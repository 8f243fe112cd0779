using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Checked and unchecked arithmetic on sizes.</summary>
[Prunable]
public sealed partial class CheckedArithmetic : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8 * 36, 2);

    public CheckedArithmetic() : base(nameof(CheckedArithmetic)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).relu();
        checked
        {
            var size = (int)y.shape[1] * (int)(y.shape[2] * y.shape[3]);
            y = y.view(unchecked((int)y.shape[0]), size);
        }

        return head.forward(y);
    }
}
