using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Transposed convolutions, one in groups and one depth-wise, on both sides of a residual connection.</summary>
[Prunable]
public sealed partial class TransposedInstanceNorm2 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 16, 3, stride: 2, padding: 1);
    private readonly InstanceNorm2d stemNorm = InstanceNorm2d(16, affine: true);
    private readonly ConvTranspose2d grouped = ConvTranspose2d(16, 24, 3, padding: 1, groups: 2);
    private readonly InstanceNorm2d groupedNorm = InstanceNorm2d(24);
    private readonly ConvTranspose2d back = ConvTranspose2d(24, 16, 3, padding: 1);
    private readonly ConvTranspose2d depthwise = ConvTranspose2d(16, 16, 2, stride: 2, groups: 16);
    private readonly InstanceNorm2d depthwiseNorm = InstanceNorm2d(16, affine: true);
    private readonly Conv2d last = Conv2d(16, 3, 3, padding: 1);

    public TransposedInstanceNorm2() : base(nameof(TransposedInstanceNorm2)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stemNorm.call(stem.call(x)));
        var y = functional.leaky_relu(groupedNorm.call(grouped.call(x)), 0.2);
        x = x + back.call(y);
        x = functional.relu(depthwiseNorm.call(depthwise.call(x)));
        return last.call(x);
    }
}
