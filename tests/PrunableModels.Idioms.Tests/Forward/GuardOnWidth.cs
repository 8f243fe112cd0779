using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A guard on the number of channels between two layers, which are then as many as it says.</summary>
[Prunable]
public sealed partial class GuardOnWidth : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);

    public GuardOnWidth() : base(nameof(GuardOnWidth)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv1.forward(x).relu();
        if (training && y.dim() == 3 || y.shape[1] != 8)
            throw new InvalidOperationException("eight channels");
        return head.forward(conv2.forward(y).relu().mean([2, 3]));
    }
}
