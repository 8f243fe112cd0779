using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>Products by equation, norms, transposes and sums with products.</summary>
[Prunable]
public sealed partial class EquationModel : Module<Tensor, Tensor>
{
    private readonly Linear left = Linear(5, 8);
    private readonly Linear right = Linear(5, 8);
    private readonly Linear values = Linear(5, 6);
    private readonly Linear middle = Linear(6, 7);
    private readonly Linear head = Linear(7, 4);

    public EquationModel() : base(nameof(EquationModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var scores = einsum("nqd,nkd->nqk", functional.normalize(left.call(x), dim: -1), functional.normalize(right.call(x), dim: -1));
        var y = einsum("nqk,nkd->nqd", scores, values.call(x));
        y = functional.relu(middle.call(y)).mT.movedim([1], [2]);
        y = y * y.ones_like() + y.zeros_like();
        return head.call(y - y % 0.25 + 2 / y.exp() * y);
    }
}

/// <summary>Parts that are stored, chosen by position, sorted and split.</summary>
[Prunable]
public sealed partial class StoreModel : Module<Tensor, Tensor>
{
    private readonly Conv2d first = Conv2d(3, 8, 3, padding: 1);
    private readonly Conv2d second = Conv2d(8, 6, 3, padding: 1);
    private readonly Conv2d third = Conv2d(6, 5, 3, padding: 1);
    private readonly Conv2d head = Conv2d(5, 4, 1);

    public StoreModel() : base(nameof(StoreModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(first.call(x));
        var y = zeros(x.shape[0], x.shape[1], x.shape[2], x.shape[3], dtype: x.dtype);
        y[.., .., 1..] = x[.., .., ..^1];
        y[.., .., 0, ..] = 0;
        x = functional.relu(second.call(y));
        var (sorted, _) = x.sort(3);
        x = x.max(2, keepdim: true).values + sorted.index_select(2, arange(3, 6)).amax([2, 3], keepdim: true);
        return head.call(functional.silu(third.call(x)));
    }
}
