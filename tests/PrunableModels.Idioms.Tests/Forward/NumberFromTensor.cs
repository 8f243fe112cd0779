using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A number that is read out of a tensor.</summary>
[Prunable]
public sealed partial class NumberFromTensor : Module<Tensor, Tensor>
{
    private readonly Linear a = Linear(12, 8);
    private readonly Linear b = Linear(8, 6);
    private readonly Linear head = Linear(6, 3);

    public NumberFromTensor() : base(nameof(NumberFromTensor)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = a.forward(x).relu();
        y = b.forward(y * x.abs().max().item<double>()).relu();
        return head.forward(y / (1 + y.sum().item<double>()));
    }
}
