using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Pixels around an image, and another size.</summary>
[Prunable]
public sealed partial class Paddings : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);

    public Paddings() : base(nameof(Paddings)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = functional.pad(conv1.forward(x).relu(), [1, 1, 1, 1]);
        y = functional.interpolate(y, scale_factor: [2, 2]);
        return head.forward(conv2.forward(y).relu().mean([2, 3]));
    }
}
