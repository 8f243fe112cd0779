using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A mean by hand: the sum over the area.</summary>
[Prunable]
public sealed partial class SumOverArea : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public SumOverArea() : base(nameof(SumOverArea)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).relu();
        var (h, w) = (y.shape[2], y.shape[3]);
        return head.forward(y.sum([2, 3]) / (h * w));
    }
}
