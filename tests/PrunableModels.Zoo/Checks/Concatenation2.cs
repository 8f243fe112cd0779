using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Concatenations of concatenations, with a residual connection around them.</summary>
[Prunable]
public sealed partial class Concatenation2 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 14, 3, padding: 1);
    private readonly Conv2d first = Conv2d(14, 6, 3, padding: 1);
    private readonly Conv2d second = Conv2d(6, 10, 3, padding: 1, bias: false);
    private readonly Conv2d third = Conv2d(16, 8, 1);
    private readonly BatchNorm2d norm = BatchNorm2d(24);
    private readonly Conv2d back = Conv2d(24, 14, 1);
    private readonly Conv2d outer = Conv2d(38, 18, 3, stride: 2, padding: 1);
    private readonly Linear head = Linear(18, 10);

    public Concatenation2() : base(nameof(Concatenation2)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        var a = functional.relu(first.call(x));
        var b = functional.relu(second.call(a));
        var inner = cat([a, b], 1);
        var all = norm.call(cat([inner, third.call(inner)], 1));
        var residual = x + back.call(functional.relu(all));
        x = functional.relu(outer.call(cat([residual, all], 1)));
        return head.call(functional.adaptive_avg_pool2d(x, 1).flatten(1));
    }
}
