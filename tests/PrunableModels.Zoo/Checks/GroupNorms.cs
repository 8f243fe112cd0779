using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Group normalisation after each convolution, with another number of groups each time.</summary>
[Prunable]
public sealed partial class GroupNorm1 : Module<Tensor, Tensor>
{
    private readonly Sequential layers = Sequential(
        Conv2d(3, 12, 3, padding: 1), GroupNorm(4, 12), ReLU(),
        Conv2d(12, 20, 3, stride: 2, padding: 1), GroupNorm(5, 20), ReLU(),
        Conv2d(20, 18, 3, padding: 1), GroupNorm(18, 18), ReLU());

    private readonly Linear head = Linear(18, 10);

    public GroupNorm1() : base(nameof(GroupNorm1)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(layers.call(x).mean([2, 3]));
}

/// <summary>Group normalisation in residual blocks: the groups of the sum are those of every branch.</summary>
[Prunable]
public sealed partial class GroupNorm2 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 24, 3, padding: 1);
    private readonly GroupNorm stemNorm = GroupNorm(8, 24);
    private readonly Conv2d first = Conv2d(24, 30, 3, padding: 1);
    private readonly GroupNorm firstNorm = GroupNorm(6, 30);
    private readonly Conv2d second = Conv2d(30, 24, 3, padding: 1);
    private readonly GroupNorm secondNorm = GroupNorm(4, 24);
    private readonly Linear head = Linear(24, 10);

    public GroupNorm2() : base(nameof(GroupNorm2)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stemNorm.call(stem.call(x)));
        var y = functional.relu(firstNorm.call(first.call(x)));
        x = functional.relu(x + secondNorm.call(second.call(y)));
        return head.call(x.mean([2, 3]));
    }
}

/// <summary>Group normalisation of a concatenation whose parts fit the groups.</summary>
[Prunable]
public sealed partial class GroupNorm3 : Module<Tensor, Tensor>
{
    private readonly Conv2d left = Conv2d(3, 12, 3, padding: 1);
    private readonly Conv2d right = Conv2d(3, 8, 1);
    private readonly GroupNorm norm = GroupNorm(5, 20);
    private readonly Conv2d merge = Conv2d(20, 14, 1);
    private readonly GroupNorm merged = GroupNorm(7, 14);
    private readonly Linear head = Linear(14, 10);

    public GroupNorm3() : base(nameof(GroupNorm3)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.silu(norm.call(cat([left.call(x), right.call(x)], 1)));
        return head.call(functional.silu(merged.call(merge.call(x))).mean([2, 3]));
    }
}

/// <summary>Group normalisation around depth-wise and grouped convolutions, with one group that stays whole.</summary>
[Prunable]
public sealed partial class GroupNorm4 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 16, 3, padding: 1);
    private readonly GroupNorm stemNorm = GroupNorm(4, 16);
    private readonly Conv2d depthwise = Conv2d(16, 16, 3, padding: 1, groups: 16);
    private readonly GroupNorm depthNorm = GroupNorm(8, 16);
    private readonly Conv2d wide = Conv2d(16, 22, 1);
    private readonly Conv2d narrow = Conv2d(22, 10, 1);
    private readonly GroupNorm single = GroupNorm(1, 10);
    private readonly Linear head = Linear(10, 10);

    public GroupNorm4() : base(nameof(GroupNorm4)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stemNorm.call(stem.call(x)));
        x = functional.relu(depthNorm.call(depthwise.call(x)));
        x = functional.relu(wide.call(x));
        return head.call(functional.relu(single.call(narrow.call(x))).mean([2, 3]));
    }
}
