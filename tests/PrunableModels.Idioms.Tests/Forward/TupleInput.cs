using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>A tuple of tensors as the only input.</summary>
[Prunable]
public sealed partial class TupleInput : Module<(Tensor Left, Tensor Right), Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public TupleInput() : base(nameof(TupleInput)) => RegisterComponents();

    public override Tensor forward((Tensor Left, Tensor Right) pair)
    {
        var (left, _) = pair;
        var y = conv.forward(left) + conv.forward(pair.Right);
        return head.forward(y.relu().mean([2, 3]));
    }
}
