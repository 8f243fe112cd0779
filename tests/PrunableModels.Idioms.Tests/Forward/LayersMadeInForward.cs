using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Layers without parameters, made where they are used.</summary>
[Prunable]
public sealed partial class LayersMadeInForward : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public LayersMadeInForward() : base(nameof(LayersMadeInForward)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        using var relu = ReLU();
        var y = relu.forward(conv.forward(x));
        y = MaxPool2d(2).forward(y);
        y = Dropout(0.0).forward(y);
        return head.forward(Sequential(AdaptiveAvgPool2d(1), Flatten()).forward(y));
    }
}
