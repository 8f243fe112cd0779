using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace PrunableModels.Idioms.Tests.Shapes;

/// <summary>Helpers that only the types of their parameters tell apart.</summary>
[Prunable]
public sealed partial class OverloadedMethods : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 6, 3);
    private readonly Conv2d conv2 = Conv2d(6, 5, 3);
    private readonly Linear head = Linear(5, 2);

    public OverloadedMethods() : base(nameof(OverloadedMethods)) => RegisterComponents();

    private static Tensor Activate(Tensor x, double slope) => leaky_relu(x, slope);

    private static Tensor Activate(Tensor x, Module<Tensor, Tensor> layer) => relu(layer.call(x));

    private static Tensor Activate(Tensor x, string name) => name == "relu" ? relu(x) : tanh(x);

    public override Tensor forward(Tensor x)
    {
        x = Activate(Activate(x, conv1), 0.1);
        x = Activate(conv2.call(x), "relu");
        return head.call(x.mean([2L, 3L]));
    }
}
