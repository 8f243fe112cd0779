using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>Concatenations of concatenations, one of them inside a residual connection.</summary>
[Prunable]
public sealed partial class Concatenation2 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 18, 3, padding: 1);
    private readonly Conv2d left = Conv2d(18, 6, 1);
    private readonly Conv2d right = Conv2d(18, 12, 3, padding: 1);
    private readonly BatchNorm2d inner = BatchNorm2d(18);
    private readonly Conv2d side = Conv2d(18, 14, 3, padding: 1);
    private readonly BatchNorm2d outer = BatchNorm2d(50);
    private readonly Conv2d back = Conv2d(50, 32, 1);
    private readonly Conv2d last = Conv2d(32, 10, 3, padding: 1);
    private readonly Linear head = Linear(42, 7);

    public Concatenation2() : base(nameof(Concatenation2)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));

        // left and right lie in the stem's channels, one after the other.
        var pair = cat([left.call(x), right.call(x)], dim: 1);
        var residual = functional.relu(inner.call(pair) + x);

        // The pair occurs twice in what is normalised, the residual once.
        var all = cat([cat([residual, side.call(residual)], dim: 1), pair], dim: 1);
        var merged = back.call(functional.relu(outer.call(all)));

        // The residual with the side again, added to what is read from all.
        merged = functional.relu(merged + cat([side.call(x), residual], dim: 1));
        x = cat([merged, last.call(merged)], dim: 1);
        return head.call(x.mean([2, 3]));
    }
}
