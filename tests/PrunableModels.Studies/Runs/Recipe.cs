using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace PrunableModels.Studies;

/// <summary>How a network is trained, pruned or not: the rate rises over the first steps and then falls on a cosine to zero.</summary>
/// <param name="Update">The optimizer.</param>
/// <param name="LearningRate">The highest rate.</param>
/// <param name="WeightDecay">The weight decay of all parameters.</param>
/// <param name="Batch">Examples of a step.</param>
/// <param name="Steps">Steps in all.</param>
public sealed record Recipe(Update Update, double LearningRate, double WeightDecay, int Batch, int Steps)
{
    /// <summary>SGD's momentum.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The share of the steps in which the rate rises.</summary>
    public double WarmUp { get; init; } = 0.15;

    /// <summary>What a sparse optimizer moves by.</summary>
    public BaseUpdate BaseUpdate => Update == Update.Sgd
        ? PrunableModels.BaseUpdate.Sgd(LearningRate, Momentum, weightDecay: WeightDecay)
        : PrunableModels.BaseUpdate.AdamW(LearningRate, weightDecay: WeightDecay);

    /// <summary>TorchSharp's own optimizer.</summary>
    public optim.Optimizer Plain(nn.Module model) => Update == Update.Sgd
        ? optim.SGD(model.parameters(), LearningRate, Momentum, weight_decay: WeightDecay)
        : optim.AdamW(model.parameters(), LearningRate, weight_decay: WeightDecay);

    public LRScheduler Scheduler(optim.Optimizer optimizer) => LambdaLR(optimizer, step => Factor((double)step / Steps));

    private double Factor(double done) =>
        done < WarmUp ? Math.Max(done, 0.01 * WarmUp) / WarmUp : 0.5 * (1 + Math.Cos(Math.PI * (done - WarmUp) / (1 - WarmUp)));
}

/// <summary>An optimizer.</summary>
public enum Update
{
    /// <summary>SGD with momentum.</summary>
    Sgd,

    /// <summary>Adam with decoupled weight decay.</summary>
    AdamW,
}
