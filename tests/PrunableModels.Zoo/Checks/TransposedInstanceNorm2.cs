using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Transposed convolutions with affine instance normalisation and connections from encoder to decoder.</summary>
[Prunable]
public sealed partial class TransposedInstanceNorm2 : Module<Tensor, Tensor>
{
    private readonly Conv2d enter = Conv2d(3, 10, 3, padding: 1);
    private readonly InstanceNorm2d enterNorm = InstanceNorm2d(10, affine: true);
    private readonly Conv2d down = Conv2d(10, 18, 4, stride: 2, padding: 1);
    private readonly InstanceNorm2d downNorm = InstanceNorm2d(18, affine: true);
    private readonly ConvTranspose2d up = ConvTranspose2d(18, 10, 4, stride: 2, padding: 1);
    private readonly InstanceNorm2d upNorm = InstanceNorm2d(10, affine: true);
    private readonly ConvTranspose2d last = ConvTranspose2d(20, 3, 3, padding: 1);

    public TransposedInstanceNorm2() : base(nameof(TransposedInstanceNorm2)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var skip = functional.relu(enterNorm.call(enter.call(x)));
        x = functional.leaky_relu(downNorm.call(down.call(skip)), 0.2);
        x = functional.relu(upNorm.call(up.call(x)));
        return last.call(cat([x + skip, skip], 1));
    }
}
