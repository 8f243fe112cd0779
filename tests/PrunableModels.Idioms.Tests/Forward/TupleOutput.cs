using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A tuple of tensors as result.</summary>
[Prunable]
public sealed partial class TupleOutput : Module<Tensor, (Tensor, Tensor)>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear mean = Linear(8, 2);
    private readonly Linear variance = Linear(8, 2);

    public TupleOutput() : base(nameof(TupleOutput)) => RegisterComponents();

    public override (Tensor, Tensor) forward(Tensor x)
    {
        var y = conv.forward(x).relu().mean([2, 3]);
        return (mean.forward(y), variance.forward(y).exp());
    }
}
