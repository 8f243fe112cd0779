using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Three axes, normalised without scale and shift, after a concatenation and after a residual connection.</summary>
[Prunable]
public sealed partial class InstanceNorm3 : Module<Tensor, Tensor>
{
    private readonly Conv3d stem = Conv3d(2, 8, 3, padding: 1);
    private readonly Conv3d side = Conv3d(8, 10, 1);
    private readonly InstanceNorm3d joint = InstanceNorm3d(18);
    private readonly Conv3d mix = Conv3d(18, 8, 3, padding: 1);
    private readonly InstanceNorm3d after = InstanceNorm3d(8);
    private readonly Linear head = Linear(8, 5);

    public InstanceNorm3() : base(nameof(InstanceNorm3)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        var both = functional.relu(joint.call(cat([x, side.call(x)], 1)));
        x = after.call(x + mix.call(both));
        return head.call(functional.relu(x).amax([2, 3, 4]));
    }
}
