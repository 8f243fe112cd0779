using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A loop that tests a known condition last.</summary>
[Prunable]
public sealed partial class DoWhile : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly ModuleList<Conv2d> layers = ModuleList<Conv2d>(Conv2d(8, 7, 3, padding: 1), Conv2d(7, 6, 3, padding: 1));
    private readonly Linear head = Linear(6, 2);

    public DoWhile() : base(nameof(DoWhile)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = conv.forward(x);
        var i = 0;
        do
        {
            x = layers[i].forward(x.relu());
            i++;
            if (i == 5)
                continue;
        }
        while (i < layers.Count);
        return head.forward(x.mean([2, 3]));
    }
}
