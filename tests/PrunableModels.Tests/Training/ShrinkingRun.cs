using TorchSharp;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>Ways to train, by name.</summary>
internal static class Ways
{
    public static string[] Methods { get; } = ["hesso", "cric", "dhspg", "one shot"];

    public static string[] Updates { get; } = ["sgd", "nesterov", "adam", "adamw"];

    public static BaseUpdate Update(string name) => name switch
    {
        "sgd" => Sgd(0.02, momentum: 0.9, weightDecay: 1e-2),
        "nesterov" => Sgd(0.01, momentum: 0.8, nesterov: true),
        "adam" => Adam(2e-3, weightDecay: 1e-2) with { AmsGrad = true },
        _ => AdamW(2e-3, weightDecay: 0.1),
    };
}

/// <summary>A model in training on batches that follow from the number of the step, and perhaps smaller from period to period.</summary>
internal sealed class ShrinkingRun<T> : IDisposable
    where T : nn.Module<Tensor, Tensor>, IPrunable
{
    private readonly long[] shape;

    public ShrinkingRun(T model, string method, string update, int steps, bool isShrinking, params long[] shape)
    {
        // On so small a network several threads would only wait for each other.
        set_num_threads(1);
        this.shape = shape;
        Model = model;
        var variant = Ways.Update(update);
        Optimizer = method switch
        {
            "hesso" => model.Hesso(new()
            {
                Variant = variant, TargetGroupSparsity = 0.6, TotalSteps = steps, StartStep = 5, PruningSteps = 24, PruningPeriods = 3, MinimumWidth = 2, CompactWhileTraining = isShrinking,
                ParameterRules = update == "grouped" ? [new((name, _) => name.StartsWith("head", StringComparison.Ordinal), Sgd(0.01, momentum: 0.9)), new((_, p) => p.dim() == 1, Sgd(0.02))] : [],
            }),
            "cric" => model.HessoCric(new()
            {
                Variant = variant, TargetGroupSparsity = 0.6, TotalSteps = steps, StartStep = 3, CycleSteps = 3, MaximumCycles = 3, PruningSteps = 20, PruningPeriods = 2, CompactWhileTraining = isShrinking,
            }),
            "dhspg" => model.Dhspg(new() { Variant = variant, TargetGroupSparsity = 0.6, TotalSteps = steps, Lambda = 0.05, CompletionSteps = steps / 4, CompactWhileTraining = isShrinking }),
            _ => model.OneShot(new() { Variant = variant, TargetGroupSparsity = 0.6, TotalSteps = steps, PruneStep = 12, CompactWhileTraining = isShrinking }),
        };
    }

    public T Model { get; }

    public SparseOptimizer Optimizer { get; }

    /// <summary>How many steps' gradients add up.</summary>
    public int ZeroesEvery { get; init; } = 1;

    /// <summary>Takes one step, numbered from 1.</summary>
    public void Step(int step)
    {
        using var scope = NewDisposeScope();
        if ((step - 1) % ZeroesEvery == 0)
        {
            Optimizer.zero_grad();
        }

        using var generator = new Generator((ulong)step);
        var type = Model.parameters().First().dtype;
        var batch = randn([8, .. shape], ScalarType.Float64, generator: generator).to(type);
        var target = randint(0, 5, [8], ScalarType.Int64, generator: generator);
        var loss = nn.functional.cross_entropy(Model.call(batch), target);
        loss.backward();
        Optimizer.ReportLoss(loss);
        Optimizer.step();
    }

    /// <summary>Takes the steps from one to another, both included.</summary>
    public void Steps(int first, int last)
    {
        for (var step = first; step <= last; step++)
        {
            Step(step);
        }
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Model.Dispose();
    }
}
