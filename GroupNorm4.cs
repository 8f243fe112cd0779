using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Depth-wise and grouped convolutions around normalisation by groups.</summary>
[Prunable]
public sealed partial class GroupNorm4 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 16, 3, padding: 1);
    private readonly Conv2d depthwise = Conv2d(16, 16, 3, padding: 1, groups: 16);
    private readonly GroupNorm depthwiseNorm = GroupNorm(8, 16);
    private readonly Conv2d grouped = Conv2d(16, 24, 3, padding: 1, groups: 2);
    private readonly GroupNorm groupedNorm = GroupNorm(6, 24);
    private readonly Conv2d pointwise = Conv2d(24, 20, 1);
    private readonly GroupNorm whole = GroupNorm(1, 20);
    private readonly Linear head = Linear(20, 9);

    public GroupNorm4() : base(nameof(GroupNorm4)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        x = functional.hardswish(depthwiseNorm.call(depthwise.call(x)));
        x = functional.relu(groupedNorm.call(grouped.call(x)));
        x = functional.relu(whole.call(pointwise.call(x)));
        return head.call(x.mean([2, 3]));
    }
}
