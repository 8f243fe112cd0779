using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Cifar10;

/// <summary>How both models are trained: SGD with momentum, its rate on a cosine down to zero.</summary>
internal sealed record Recipe(int Epochs, int Batch, int Seed)
{
    public double LearningRate => 0.1;

    public double Momentum => 0.9;

    public double WeightDecay => 5e-4;

    public optim.Optimizer MakeSgd(CifarResNet model) =>
        optim.SGD(model.parameters(), LearningRate, momentum: Momentum, weight_decay: WeightDecay);

    public LRScheduler MakeScheduler(optim.Optimizer optimizer, int steps) => CosineAnnealingLR(optimizer, steps);
}
