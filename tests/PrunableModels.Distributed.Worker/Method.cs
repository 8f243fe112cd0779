using static TorchSharp.torch;

namespace PrunableModels.Distributed.Worker;

/// <summary>A way to train and prune the network, by its name on the command line.</summary>
/// <param name="Name">The name.</param>
/// <param name="Optimizer">Makes the optimizer of a run of some steps.</param>
public sealed record Method(string Name, Func<TrainingRun, ConvNet, int, SparseOptimizer> Optimizer)
{
    private static BaseUpdate Momentum => BaseUpdate.Sgd(0.05, momentum: 0.9);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Method> All { get; } =
    [
        new("hesso", (_, model, steps) => model.Hesso(Hesso(steps))),
        new("hesso-adamw", (_, model, steps) => model.Hesso(Hesso(steps) with { Variant = BaseUpdate.AdamW(5e-3, weightDecay: 0.1) })),
        new("hesso-shrinking", (_, model, steps) => model.Hesso(Hesso(steps) with { CompactWhileTraining = true })),
        new("hesso-cric", (_, model, steps) => model.HessoCric(new() { Variant = Momentum, TargetGroupSparsity = 0.6, TotalSteps = steps, StartStep = steps / 10, CycleSteps = Math.Max(2, steps / 10), MaximumCycles = 3, PruningSteps = steps / 2 })),
        new("dhspg", (_, model, steps) => model.Dhspg(new() { Variant = Momentum, TargetGroupSparsity = 0.6, TotalSteps = steps, CompletionSteps = steps / 3 })),
        new("one-shot", (_, model, steps) => model.OneShot(new() { Variant = Momentum, TargetGroupSparsity = 0.6, TotalSteps = steps })),

        // The convolution or the skip beside it, the first by what has a gate, the second by what is measured.
        new("h2spg", (_, model, steps) => model.H2spg(H2spg(steps))),
        new("h2spg-measured", (run, model, steps) => model.H2spg(H2spg(steps) with { Loss = run.Group.Averaged(() => run.Loss(model, step: 0)) })),
    ];

    /// <summary>The method of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Method Find(string name) => All.FirstOrDefault(method => method.Name == name)
        ?? throw new ArgumentException($"There is no method '{name}'; there are {string.Join(", ", All.Select(method => method.Name))}.", nameof(name));

    private static HessoOptions Hesso(int steps) => new()
    {
        Variant = Momentum,
        TargetGroupSparsity = 0.6,
        TotalSteps = steps,
        StartStep = steps / 5,
        PruningSteps = Math.Max(2, steps / 2),
        PruningPeriods = 2,
    };

    private static H2spgOptions H2spg(int steps) => new() { Variant = Momentum, TargetGroupSparsity = 0.5, TotalSteps = steps, StartStep = steps / 5, ErasingSteps = Math.Max(2, steps / 2) };
}
