using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Numbers on either side of an operator: what is added to all channels keeps none from going, as the reader makes up for it.</summary>
[Prunable]
public sealed partial class ScalarOperators : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Conv2d next = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);
    private readonly double scale = 0.25;

    public ScalarOperators() : base(nameof(ScalarOperators)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = 2 * conv.forward(x) / 3f;
        y = 1 - y * scale;
        return head.forward(next.forward(y).relu().mean([2, 3]));
    }
}
