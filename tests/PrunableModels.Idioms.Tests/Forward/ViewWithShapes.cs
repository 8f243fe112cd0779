using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Reshapes that read extents where they need them.</summary>
[Prunable]
public sealed partial class ViewWithShapes : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public ViewWithShapes() : base(nameof(ViewWithShapes)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).relu();
        y = y.view(y.shape[0], y.size(1), -1);
        y = y.reshape([y.size()[0], y.shape[1], y.shape[^1]]);
        return head.forward(y.mean([-1]));
    }
}
