using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>An encoder and a decoder with transposed convolutions, each followed by instance normalisation without parameters.</summary>
[Prunable]
public sealed partial class TransposedInstanceNorm1 : Module<Tensor, Tensor>
{
    private readonly Sequential down = Sequential(
        Conv2d(3, 12, 3, padding: 1, bias: false), InstanceNorm2d(12), ReLU(),
        Conv2d(12, 20, 3, stride: 2, padding: 1, bias: false), InstanceNorm2d(20), ReLU());

    private readonly Sequential up = Sequential(
        ConvTranspose2d(20, 14, 3, stride: 2, padding: 1, output_padding: 1, bias: false), InstanceNorm2d(14), ReLU());

    private readonly Conv2d last = Conv2d(14, 3, 3, padding: 1);

    public TransposedInstanceNorm1() : base(nameof(TransposedInstanceNorm1)) => RegisterComponents();

    public override Tensor forward(Tensor x) => tanh(last.call(up.call(down.call(x))));
}
