using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>One axis, with statistics that are tracked, so that scale and shift alone decide what a structure holds.</summary>
[Prunable]
public sealed partial class InstanceNorm4 : Module<Tensor, Tensor>
{
    private readonly Conv1d stem = Conv1d(4, 14, 5, padding: 2);
    private readonly InstanceNorm1d stemNorm = InstanceNorm1d(14, affine: true, track_running_stats: true);
    private readonly Conv1d depthwise = Conv1d(14, 14, 3, padding: 1, groups: 14);
    private readonly InstanceNorm1d depthwiseNorm = InstanceNorm1d(14, affine: true, track_running_stats: true);
    private readonly Conv1d pointwise = Conv1d(14, 20, 1);
    private readonly InstanceNorm1d pointwiseNorm = InstanceNorm1d(20, affine: true);
    private readonly Linear head = Linear(20, 6);

    public InstanceNorm4() : base(nameof(InstanceNorm4)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stemNorm.call(stem.call(x)));
        x = functional.silu(depthwiseNorm.call(depthwise.call(x)));
        x = functional.silu(pointwiseNorm.call(pointwise.call(x)));
        return head.call(functional.adaptive_avg_pool1d(x, 1).flatten(1));
    }
}
