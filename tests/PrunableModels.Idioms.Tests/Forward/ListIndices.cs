using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Elements of module lists by position, from the end, and of parts of them.</summary>
[Prunable]
public sealed partial class ListIndices : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> layers = ModuleList<Module<Tensor, Tensor>>(Conv2d(3, 8, 3), Conv2d(8, 7, 3), ReLU());
    private readonly Linear head = Linear(7, 2);

    public ListIndices() : base(nameof(ListIndices)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var index = 0;
        x = layers[index++].forward(x);
        x = layers[^1].forward(x);
        x = layers[index].forward(x);
        x = layers[layers.Count - 1].forward(x);
        return head.forward(x.mean([2, 3]));
    }
}
