using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Switches over constants, with sections of several labels, a guard, and breaks inside branches.</summary>
[Prunable]
public sealed partial class SwitchStatement : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 8, 3, padding: 1);
    private readonly Linear head = Linear(8, 2);
    private readonly int depth = 3;
    private readonly string activation = "relu";
    private readonly bool early = true;

    public SwitchStatement() : base(nameof(SwitchStatement)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv1.forward(x);
        switch (activation)
        {
            case "gelu":
                y = y.gelu();
                break;
            case "relu" when depth > 5:
                y = y.tanh();
                break;
            case "relu":
            case "ReLU":
                y = y.relu();
                break;
            default:
                throw new NotSupportedException();
        }

        switch (depth)
        {
            case 0:
            case 1:
                return head.forward(y.mean([2, 3]));
            case >= 2 and < 5 or 9:
                y = conv2.forward(y);
                if (early)
                {
                    break;
                }

                y = y.sigmoid();
                break;
            default:
                y = y.exp();
                break;
        }

        return head.forward(y.relu().mean([2, 3]));
    }
}
