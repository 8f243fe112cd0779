namespace PrunableModels.Crash;

/// <summary>A way to train and prune the small network, by its name on the command line.</summary>
public sealed record Method(string Name, Func<SmallNet, int, SparseOptimizer> Optimizer)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Method> All { get; } =
    [
        new("hesso-sgd", (model, steps) => model.Hesso(Hesso(BaseUpdate.Sgd(0.05, momentum: 0.9, weightDecay: 1e-3), steps))),
        new("hesso-adamw", (model, steps) => model.Hesso(Hesso(BaseUpdate.AdamW(5e-3, weightDecay: 0.1), steps))),
        new("hesso-amsgrad", (model, steps) => model.Hesso(Hesso(BaseUpdate.Adam(5e-3) with { AmsGrad = true }, steps))),
        new("hesso-cric", (model, steps) => model.HessoCric(Cric(BaseUpdate.AdamW(5e-3, weightDecay: 0.1), steps))),
        new("dhspg", (model, steps) => model.Dhspg(new() { Variant = BaseUpdate.Sgd(0.05, momentum: 0.9), TargetGroupSparsity = 0.6, TotalSteps = steps, CompletionSteps = steps / 3 })),
        new("one-shot", (model, steps) => model.OneShot(new() { Variant = BaseUpdate.Sgd(0.05, momentum: 0.9), TargetGroupSparsity = 0.6, TotalSteps = steps })),

        // The network has a single segment that can be erased.
        new("h2spg", (model, steps) => model.H2spg(new() { Variant = BaseUpdate.Sgd(0.05, momentum: 0.9), TargetGroupSparsity = 0.6, TotalSteps = steps, StartStep = steps / 5, ErasingSteps = Math.Max(2, steps / 2) })),
    ];

    /// <summary>The method of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Method Find(string name) => All.FirstOrDefault(method => method.Name == name)
        ?? throw new ArgumentException($"There is no method '{name}'; there are {string.Join(", ", All.Select(method => method.Name))}.", nameof(name));

    /// <summary>Two periods that fill most of the run, so that it can be cut anywhere in them.</summary>
    private static HessoOptions Hesso(BaseUpdate variant, int steps) => new()
    {
        Variant = variant,
        TargetGroupSparsity = 0.6,
        TotalSteps = steps,
        StartStep = steps / 5,
        PruningSteps = Math.Max(2, steps / 2),
        PruningPeriods = 2,
    };

    /// <summary>Trials that are undone, and then half of the run for shrinking.</summary>
    private static HessoCricOptions Cric(BaseUpdate variant, int steps) => new()
    {
        Variant = variant,
        TargetGroupSparsity = 0.6,
        TotalSteps = steps,
        StartStep = steps / 10,
        CycleSteps = Math.Max(2, steps / 10),
        MaximumCycles = 3,
        PruningSteps = steps / 2,
    };
}
