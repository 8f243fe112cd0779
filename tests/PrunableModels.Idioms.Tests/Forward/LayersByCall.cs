using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Layers called by call, alone and in a Sequential.</summary>
[Prunable]
public sealed partial class LayersByCall : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Sequential rest = Sequential(Conv2d(8, 6, 3), ReLU());
    private readonly Linear head = Linear(6, 2);

    public LayersByCall() : base(nameof(LayersByCall)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.call(x);
        return head.call(rest.call(y.relu()).mean([2, 3]));
    }
}
