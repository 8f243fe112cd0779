using PrunableModels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Told;

/// <summary>The classifier of README, trained and pruned.</summary>
public static class Page
{
    public static Classifier model { get; } = new();

    public static Hesso optimizer { get; } = Trained(model);

    private static Hesso Trained(Classifier model)
    {
        var optimizer = model.Hesso(new() { Variant = BaseUpdate.Sgd(0.05), TargetGroupSparsity = 0.5, TotalSteps = steps });
        Train(model, optimizer);
        return optimizer;
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

/// <summary>What <c>WriteClass</c> writes of it.</summary>
public sealed class ClassifierCompact : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 32, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(32);
    private readonly Linear head = Linear(8192, 10);

    public ClassifierCompact() : base(nameof(ClassifierCompact)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(functional.max_pool2d(functional.relu(bn1.call(conv1.call(x))), 2).flatten(1));
}
