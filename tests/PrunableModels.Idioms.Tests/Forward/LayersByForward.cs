using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Layers are called by <c>forward</c>, which fires no hook.</summary>
[Prunable]
public sealed partial class LayersByForward : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(8, 6, 3);
    private readonly Linear head = Linear(6, 2);

    public LayersByForward() : base(nameof(LayersByForward)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        var x = conv1.forward(input);
        x = x.relu();
        x = conv2.forward(x);
        return head.forward(x.relu().mean([2, 3]));
    }
}
