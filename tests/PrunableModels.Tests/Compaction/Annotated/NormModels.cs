// What a model keeps on purpose is reported while it is compiled.
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>With and without scale and shift; with statistics that are collected, which needs scale and shift.</summary>
[Prunable]
public sealed partial class InstanceNormModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 8, 3, padding: 1);
    private readonly InstanceNorm2d plain = InstanceNorm2d(8);
    private readonly Conv2d second = Conv2d(8, 10, 3);
    private readonly InstanceNorm2d affine = InstanceNorm2d(10, affine: true);
    private readonly Conv2d third = Conv2d(10, 6, 1);
    private readonly InstanceNorm2d tracked = InstanceNorm2d(6, affine: true, track_running_stats: true);
    private readonly Conv1d line = Conv1d(6, 7, 3);
    private readonly InstanceNorm1d last = InstanceNorm1d(7);
    private readonly Conv1d head = Conv1d(7, 4, 1);

    public InstanceNormModel() : base(nameof(InstanceNormModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(plain.call(first.call(x)));
        x = functional.leaky_relu(affine.call(second.call(x)));
        x = functional.relu(tracked.call(third.call(x))).flatten(2);
        return head.call(functional.gelu(last.call(line.call(x))));
    }
}

/// <summary>Whole normalisation groups: several channels each, one channel each, and two each.</summary>
[Prunable]
public sealed partial class GroupNormModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 12, 3, padding: 1);
    private readonly GroupNorm fours = GroupNorm(3, 12);
    private readonly Conv2d second = Conv2d(12, 8, 3);
    private readonly GroupNorm singles = GroupNorm(8, 8);
    private readonly Conv2d third = Conv2d(8, 16, 1);
    private readonly GroupNorm plain = GroupNorm(8, 16, affine: true);
    private readonly Conv2d fourth = Conv2d(16, 6, 1);
    private readonly Conv2d head = Conv2d(6, 4, 1);

    public GroupNormModel() : base(nameof(GroupNormModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.silu(fours.call(first.call(x)));
        x = functional.silu(singles.call(second.call(x)));
        x = functional.silu(plain.call(third.call(x)));
        return head.call(fourth.call(x));
    }
}

/// <summary>The groups of a concatenation, and a grouped convolution that ties normalisation groups.</summary>
[Prunable]
public sealed partial class GroupNormUnion : Module<Tensor, Tensor>
{
    private readonly Conv2d left = Conv2d(3, 8, 3, padding: 1);
    private readonly Conv2d right = Conv2d(3, 4, 3, padding: 1);
    private readonly GroupNorm norm = GroupNorm(6, 12);
    private readonly Conv2d spread = Conv2d(12, 16, 1);
    private readonly GroupNorm inner = GroupNorm(8, 16);
    private readonly Conv2d grouped = Conv2d(16, 8, 3, groups: 2);
    private readonly Conv2d head = Conv2d(8, 4, 1);

    public GroupNormUnion() : base(nameof(GroupNormUnion)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(norm.call(cat([left.call(x), right.call(x)], 1)));
        x = functional.relu(inner.call(spread.call(x)));
        return head.call(functional.relu(grouped.call(x)));
    }
}
