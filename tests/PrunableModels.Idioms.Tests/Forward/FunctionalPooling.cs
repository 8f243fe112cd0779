using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Pooling by functions.</summary>
[Prunable]
public sealed partial class FunctionalPooling : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public FunctionalPooling() : base(nameof(FunctionalPooling)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = functional.max_pool2d(conv.forward(x), 2);
        y = functional.avg_pool2d(y, 2);
        return head.forward(functional.adaptive_avg_pool2d(y, 1).flatten(1));
    }
}
