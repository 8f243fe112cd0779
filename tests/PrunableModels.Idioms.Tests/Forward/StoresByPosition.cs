using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>Stores: by a position that a loop counts, and by positions in a tensor.</summary>
[Prunable]
public sealed partial class StoresByPosition : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3);
    private readonly Conv2d conv2 = Conv2d(3, 6, 3);
    private readonly Linear head1 = Linear(8, 2);
    private readonly Linear head2 = Linear(6, 2);

    public StoresByPosition() : base(nameof(StoresByPosition)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = conv1.forward(x).relu();
        var sums = zeros_like(y);
        for (var i = 0; i < 3; i++)
        {
            sums[.., .., i] = y[.., .., i] * 2;
        }

        var z = conv2.forward(x);
        z[arange(2, int64), arange(2, int64)] = z.mean();
        return head1.forward(sums.mean([2, 3])) + head2.forward(z.mean([2, 3]));
    }
}
