using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Positions chosen by other tensors.</summary>
[Prunable]
public sealed partial class IndicesByTensors : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(3, 8, 3);
    private readonly Linear head = Linear(8, 2);

    public IndicesByTensors() : base(nameof(IndicesByTensors)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv.forward(x).relu().flatten(2);
        var order = arange(0, y.shape[2], 2, int64);
        y = y[TensorIndex.Ellipsis, TensorIndex.Tensor(order)];
        y = y.index_select(2, tensor(new long[] { 0, 3, 5 }));
        var batch = arange(y.shape[0], int64);
        y = y.select(2, 0)[batch] + y.select(2, 1)[batch.flip(0)];
        return head.forward(y);
    }
}
