using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Down by convolutions and up by transposed ones, each normalised by itself.</summary>
[Prunable]
public sealed partial class TransposedInstanceNorm1 : Module<Tensor, Tensor>
{
    private readonly Sequential body = Sequential(
        Conv2d(3, 10, 7, padding: 3, padding_mode: PaddingModes.Reflect),
        InstanceNorm2d(10),
        ReLU(),
        Conv2d(10, 18, 3, stride: 2, padding: 1),
        InstanceNorm2d(18, affine: true),
        ReLU(),
        ConvTranspose2d(18, 14, 3, stride: 2, padding: 1, output_padding: 1, bias: false),
        InstanceNorm2d(14),
        ReLU(),
        Conv2d(14, 3, 7, padding: 3),
        Tanh());

    public TransposedInstanceNorm1() : base(nameof(TransposedInstanceNorm1)) => RegisterComponents();

    public override Tensor forward(Tensor x) => body.call(x);
}
