using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Reshapes with numbers that agree with what the layers have.</summary>
[Prunable]
public sealed partial class ViewWithConstants : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3, padding: 1);
    private readonly Conv2d conv2 = Conv2d(8, 6, 3, padding: 1);
    private readonly Linear head = Linear(6, 2);

    public ViewWithConstants() : base(nameof(ViewWithConstants)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv1.forward(x).view(-1, 8, 8, 8);
        y = conv2.forward(y.relu()).relu();
        return head.forward(y.mean([2, 3]));
    }
}
