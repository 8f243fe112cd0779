using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A layer with parameters made inside forward: what flows into it is kept.</summary>
[Prunable]
public sealed partial class WeightsMadeInForward : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);

    public WeightsMadeInForward() : base(nameof(WeightsMadeInForward)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv1.forward(x).relu();
        var norm = BatchNorm2d(8, dtype: y.dtype);
        norm.eval();
        return head.forward(conv2.forward(norm.forward(y)).relu().mean([2, 3]));
    }
}
