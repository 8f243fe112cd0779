using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Told;

/// <summary>A few steps of training.</summary>
public static class Page
{
    public const int steps = 10;

    public static void Train(SuperNet model, SparseOptimizer optimizer)
    {
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(model.call(randn(4, 3, 8, 8)), randint(10, 4)).backward();
            optimizer.step();
        }
    }
}

/// <summary>A network with more ways than it needs.</summary>
[Prunable]
public sealed partial class SuperNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 8, 3, padding: 1);
    private readonly Conv2d left = Conv2d(8, 8, 3, padding: 1);
    private readonly Conv2d right = Conv2d(8, 8, 1);
    private readonly Linear head = Linear(8, 10);

    public SuperNet() : base(nameof(SuperNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(stem.call(x));
        x = left.call(x) + right.call(x);
        return head.call(functional.adaptive_avg_pool2d(x, 1).flatten(1));
    }
}
