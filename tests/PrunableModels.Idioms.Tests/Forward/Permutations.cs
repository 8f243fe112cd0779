using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Axes in other orders.</summary>
[Prunable]
public sealed partial class Permutations : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly LayerNorm norm = LayerNorm(8);
    private readonly Linear head = Linear(8, 2);

    public Permutations() : base(nameof(Permutations)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).permute(0, 2, 3, 1).relu();
        y = y.transpose(1, 2).swapaxes(-1, 1).movedim([1], [3]);
        return head.forward(y.mean([1, 2]));
    }
}
