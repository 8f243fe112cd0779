using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.HardIdioms;

/// <summary>A loop over the children, each called as its class wants.</summary>
[Prunable]
public sealed partial class SwitchOverChildren : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly BatchNorm2d norm = BatchNorm2d(8);
    private readonly Gate gate = new Gate();
    private readonly Linear head = Linear(8, 2);

    public SwitchOverChildren() : base(nameof(SwitchOverChildren)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        foreach (var l in children())
        {
            switch (l)
            {
                case Conv2d c:
                    x = c.forward(x);
                    break;
                case BatchNorm2d b:
                    x = b.forward(x);
                    break;
                case Gate g:
                    x = g.forward(x, x);
                    break;
                case Linear last when x.dim() == 4:
                    x = last.forward(x.mean([2, 3]));
                    break;
                default:
                    throw new NotSupportedException();
            }
        }

        return x;
    }

    private sealed class Gate() : Module<Tensor, Tensor, Tensor>(nameof(Gate))
    {
        public override Tensor forward(Tensor x, Tensor y) => x * y.sigmoid();
    }
}
