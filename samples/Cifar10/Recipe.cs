using PrunableModels;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Cifar10;

/// <summary>How both models are trained: SGD with momentum, its rate rising over the first fifth of the steps and then falling on a cosine to zero.</summary>
internal sealed record Recipe(int Epochs, int Batch, int Seed)
{
    private const double WarmUp = 0.2;

    public double LearningRate => 0.05;

    public double Momentum => 0.9;

    public double WeightDecay => 5e-4;

    public optim.Optimizer MakeSgd(CifarResNet model) =>
        optim.SGD(model.parameters(), LearningRate, momentum: Momentum, weight_decay: WeightDecay);

    /// <summary>
    /// Structures are chosen once the network has learned enough to tell them apart, and what is left has the second half of the
    /// steps to itself. No layer becomes narrower than a quarter of its fair share.
    /// </summary>
    public HessoOptions MakeHesso(double sparsity, int steps, IProgress<TrainingEvent>? progress = null) => new()
    {
        Variant = BaseUpdate.Sgd(LearningRate, Momentum, weightDecay: WeightDecay),
        TargetGroupSparsity = sparsity,
        TotalSteps = steps,
        StartStep = steps * 3 / 10,
        PruningSteps = Math.Max(1, steps * 3 / 10),
        Progress = progress,
        GroupConstraint = group => new WidthConstraint(Math.Max(1, (int)((1 - sparsity) * group.Width / 4))),
    };

    public LRScheduler MakeScheduler(optim.Optimizer optimizer, int steps) => LambdaLR(optimizer, step => Factor((double)step / steps));

    private static double Factor(double done) =>
        done < WarmUp ? Math.Max(done, 0.01 * WarmUp) / WarmUp : 0.5 * (1 + Math.Cos(Math.PI * (done - WarmUp) / (1 - WarmUp)));
}
