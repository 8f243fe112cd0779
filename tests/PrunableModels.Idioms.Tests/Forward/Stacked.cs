using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Tensors joined and stacked.</summary>
[Prunable]
public sealed partial class Stacked : Module<Tensor, Tensor>
{
    private readonly Conv2d a = Conv2d(3, 8, 3);
    private readonly Conv2d b = Conv2d(3, 8, 3);
    private readonly Linear c = Linear(16, 5);
    private readonly Linear head = Linear(5, 3);

    public Stacked() : base(nameof(Stacked)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (left, right) = (a.forward(x).relu().mean([2, 3]), b.forward(x).tanh().mean([2, 3]));
        var y = c.forward(hstack(left, right)).relu() + c.forward(cat([left, right], -1)).relu();
        var both = stack([y, y * 2], dim: 0).sum([0]);
        return head.forward(both);
    }
}
