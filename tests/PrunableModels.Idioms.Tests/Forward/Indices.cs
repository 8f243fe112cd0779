using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Tensors indexed by TorchSharp's indices, ranges, positions from the end and tensors.</summary>
[Prunable]
public sealed partial class Indices : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public Indices() : base(nameof(Indices)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).relu();
        y = y[TensorIndex.Ellipsis, TensorIndex.Slice(0, 4)];
        y = y[.., .., 1.., ..^1];
        y = y[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Single(0)];
        y = y[TensorIndex.Ellipsis, TensorIndex.Tensor(tensor(new long[] { 0, 1 }))];
        return head.forward(y[.., .., 0] + y[.., .., ^1]);
    }
}
