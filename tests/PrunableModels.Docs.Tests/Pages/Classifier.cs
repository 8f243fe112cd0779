using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Told;

/// <summary>The classifier of README, and a few steps of training.</summary>
public static class Page
{
    public const int steps = 10;

    public static Classifier model { get; } = new();

    public static void Train(Classifier model, SparseOptimizer optimizer)
    {
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(model.call(randn(4, 3, 32, 32)), randint(10, 4)).backward();
            optimizer.step();
        }
    }
}

[Prunable]
public sealed partial class Classifier : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 64, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(64);
    private readonly Linear head = Linear(64 * 16 * 16, 10);

    public Classifier() : base(nameof(Classifier)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(bn1.call(conv1.call(x)));
        x = functional.max_pool2d(x, 2);
        return head.call(x.flatten(1));
    }
}
