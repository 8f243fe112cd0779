using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Two branches through the same layer, which are then added here and concatenated there.</summary>
[Prunable]
public sealed partial class WeightSharing2 : Module<Tensor, Tensor>
{
    private readonly Conv2d left = Conv2d(3, 12, 3, padding: 1);
    private readonly Conv2d right = Conv2d(3, 12, 5, padding: 2);
    private readonly Conv2d shared = Conv2d(12, 18, 3, padding: 1);
    private readonly BatchNorm2d norm = BatchNorm2d(18);
    private readonly Conv2d joined = Conv2d(36, 15, 1);
    private readonly Conv2d summed = Conv2d(18, 15, 1, bias: false);
    private readonly Linear head = Linear(15, 10);

    public WeightSharing2() : base(nameof(WeightSharing2)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var a = functional.relu(norm.call(shared.call(functional.relu(left.call(x)))));
        var b = functional.relu(norm.call(shared.call(functional.relu(right.call(x)))));
        x = joined.call(cat([a, b], 1)) + summed.call(a + b);
        return head.call(functional.relu(x).mean([2, 3]));
    }
}
