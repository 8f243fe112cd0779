using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Instance normalisation with running statistics, of a concatenation and of a depth-wise convolution.</summary>
[Prunable]
public sealed partial class InstanceNorm4 : Module<Tensor, Tensor>
{
    private readonly Conv2d left = Conv2d(3, 9, 3, padding: 1);
    private readonly Conv2d right = Conv2d(3, 13, 1);
    private readonly InstanceNorm2d joined = InstanceNorm2d(22, affine: true, track_running_stats: true);
    private readonly Conv2d depthwise = Conv2d(22, 22, 3, padding: 1, groups: 22);
    private readonly InstanceNorm2d norm = InstanceNorm2d(22, affine: true);
    private readonly Conv2d pointwise = Conv2d(22, 17, 1);
    private readonly Linear head = Linear(17, 10);

    public InstanceNorm4() : base(nameof(InstanceNorm4)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.silu(joined.call(cat([left.call(x), right.call(x)], 1)));
        x = x + functional.silu(norm.call(depthwise.call(x)));
        return head.call(functional.relu(pointwise.call(x)).mean([2, 3]));
    }
}
