using System.Diagnostics;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cifar10;

/// <summary>The comparison: one network trained dense, the same network trained and pruned, and what is left of it.</summary>
internal sealed class Experiment : IDisposable
{
    private const int TestBatch = 250;
    private const int Rounds1 = 200;
    private const int Rounds32 = 40;

    private readonly Options options;
    private readonly ImageData data;
    private readonly IPruningSteps? pruning;
    private readonly CancellationToken cancellation;
    private readonly Recipe recipe;
    private readonly Normalisation normalisation;
    private readonly Batches test;

    public Experiment(Options options, ImageData data, IPruningSteps? pruning, CancellationToken cancellation)
    {
        (this.options, this.data, this.pruning, this.cancellation) = (options, data, pruning, cancellation);
        recipe = new Recipe(options.Epochs, options.Batch, options.Seed);
        normalisation = Normalisation.Of(data.Train);
        test = new Batches(data.Test, normalisation, TestBatch);
    }

    /// <summary>Trains, prunes and measures. The compact model is then ready to be written.</summary>
    public Result Run()
    {
        var clock = Stopwatch.StartNew();
        using var dense = MakeModel();
        Train("dense", dense, (model, _) => recipe.MakeSgd(model));
        if (pruning is null)
        {
            return Summarise(clock, Measure([("dense", dense)]), null);
        }

        using var zeroed = MakeModel();
        Train("pruned", zeroed, (model, steps) => pruning.MakeOptimizer(model, recipe, options.Sparsity, steps));
        var (compact, result) = Shrink(zeroed, pruning);
        using (compact)
        {
            return Summarise(clock, Measure([("dense", dense), ("zeroed", zeroed), ("compact", compact)]), result);
        }
    }

    public void Dispose() => normalisation.Dispose();

    /// <summary>Every model starts from the same weights.</summary>
    private CifarResNet MakeModel()
    {
        manual_seed(options.Seed);
        return new CifarResNet(options.Depth, options.Width);
    }

    /// <summary>Every training sees the same images in the same order.</summary>
    private void Train(string title, CifarResNet model, Func<CifarResNet, int, optim.Optimizer> makeOptimizer)
    {
        var batches = new Batches(data.Train, normalisation, recipe.Batch, new Random(recipe.Seed), data.Augment);
        var steps = recipe.Epochs * batches.Count;
        using var optimizer = makeOptimizer(model, steps);
        var scheduler = recipe.MakeScheduler(optimizer, steps);
        new TrainingDisplay(title, recipe.Epochs, batches.Count).Run(
            (_, progress) => Training.RunEpoch(model, batches, optimizer, scheduler, progress, cancellation));
    }

    private (Module<Tensor, Tensor> Compact, PruningResult Result) Shrink(CifarResNet model, IPruningSteps steps)
    {
        // No dispose scope around this: it would take the new model's parameters with it.
        var (images, labels) = test.Load(test.Pass().First());
        using (images)
        using (labels)
        {
            model.eval();
            return steps.Compact(model, images);
        }
    }

    private List<ResultRow> Measure(IReadOnlyList<(string Name, Module<Tensor, Tensor> Model)> models)
    {
        var modules = models.Select(m => m.Model).ToArray();
        var one = Latency.Measure(modules, batch: 1, Rounds1, cancellation);
        var many = Latency.Measure(modules, batch: 32, Rounds32, cancellation);
        return [.. models.Select((m, i) => new ResultRow(
            m.Name, Training.Accuracy(m.Model, test, cancellation), m.Model.parameters().Sum(p => p.numel()), pruning?.Macs(m.Model), one[i], many[i]))];
    }

    private Result Summarise(Stopwatch clock, IReadOnlyList<ResultRow> rows, PruningResult? result) =>
        new(options, data.Name, data.Train.Count, data.Test.Count, clock.Elapsed.TotalSeconds, rows, result);
}
