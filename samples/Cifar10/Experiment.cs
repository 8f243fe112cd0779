using System.Diagnostics;
using PrunableModels;
using PrunableModels.Reports;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cifar10;

/// <summary>The comparison: one network trained dense, the same network trained and pruned in one run, and what is left of it.</summary>
internal sealed class Experiment : IDisposable
{
    private const int TestBatch = 250;
    private const int Rounds1 = 200;
    private const int Rounds32 = 40;

    private readonly Options options;
    private readonly ImageData data;
    private readonly CancellationToken cancellation;
    private readonly Recipe recipe;
    private readonly Normalisation normalisation;
    private readonly Batches test;
    private readonly TrainingView view = new("pruned");
    private CompactModel<CifarResNet>? compact;

    public Experiment(Options options, ImageData data, CancellationToken cancellation)
    {
        (this.options, this.data, this.cancellation) = (options, data, cancellation);
        recipe = new Recipe(options.Epochs, options.Batch, options.Seed);
        normalisation = Normalisation.Of(data.Train);
        test = new Batches(data.Test, normalisation, TestBatch);
    }

    /// <summary>The smaller model, once <see cref="Run"/> has made it.</summary>
    public CompactModel<CifarResNet> Compact => compact ?? throw new InvalidOperationException("Nothing has been pruned yet.");

    /// <summary>What happened in the pruning training.</summary>
    public TrainingReport Report { get; } = new("CIFAR ResNet, trained and pruned by HESSO");

    /// <summary>Trains, prunes and measures.</summary>
    public Result Run()
    {
        var clock = Stopwatch.StartNew();
        RequireReachable();
        using var dense = MakeModel();
        using (var sgd = recipe.MakeSgd(dense))
        {
            Train(dense, sgd, epoch => Console.WriteLine($"dense   {epoch}"));
        }

        // The whole of pruning: another optimizer for the same loop, and one call when it is done.
        using var zeroed = MakeModel();
        using var hesso = zeroed.Hesso(recipe.MakeHesso(options.Sparsity, Steps, view.And(Report)));
        view.Run(() => Train(zeroed, hesso));
        compact = Shrink(zeroed, hesso.Mask);

        var rows = Measure([("dense", dense), ("zeroed", zeroed), ("compact", compact.Model)]);
        var pruned = new PruningResult(zeroed.Pruning.Map.Count, hesso.TargetCount, compact.Widths.Sum(w => w.Before - w.After), compact.LargestDifference);
        Describe(rows);
        return new(options, data.Name, data.Train.Count, data.Test.Count, clock.Elapsed.TotalSeconds, rows, pruned);
    }

    public void Dispose()
    {
        compact?.Model.Dispose();
        normalisation.Dispose();
    }

    private int Steps => recipe.Epochs * new Batches(data.Train, normalisation, recipe.Batch).Count;

    /// <summary>Says now rather than after minutes of training that so much cannot be removed.</summary>
    private void RequireReachable()
    {
        try
        {
            using var model = MakeModel();
            using var hesso = model.Hesso(recipe.MakeHesso(options.Sparsity, Steps));
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    /// <summary>Every model starts from the same weights.</summary>
    private CifarResNet MakeModel()
    {
        manual_seed(options.Seed);
        return new CifarResNet(options.Depth, options.Width);
    }

    /// <summary>Every training sees the same images in the same order.</summary>
    /// <param name="told">Hears of each epoch; the pruning training has a view of its own.</param>
    private void Train(CifarResNet model, optim.Optimizer optimizer, Action<string>? told = null)
    {
        var batches = new Batches(data.Train, normalisation, recipe.Batch, new Random(recipe.Seed), data.Augment);
        var scheduler = recipe.MakeScheduler(optimizer, Steps);
        for (var epoch = 1; epoch <= recipe.Epochs; epoch++)
        {
            var result = Training.RunEpoch(model, batches, optimizer, scheduler, cancellation);
            told?.Invoke($"epoch {epoch}/{recipe.Epochs}  loss {result.Loss:F3}  {result.ImagesPerSecond:F0} images/s");
        }
    }

    private void Describe(IReadOnlyList<ResultRow> rows)
    {
        Report.Notes["Images"] = $"{data.Name}, {data.Train.Count} for training";
        foreach (var row in rows)
        {
            Report.Notes[$"Accuracy, {row.Name}"] = $"{row.Accuracy:P2}";
        }

        foreach (var row in rows)
        {
            Report.Notes[$"One image, {row.Name}"] = $"{row.Latency1.Median:F2} ms";
        }
    }

    /// <summary>The trained model keeps its zeros, to be measured beside the compact one: so a copy of it shrinks.</summary>
    private CompactModel<CifarResNet> Shrink(CifarResNet zeroed, Tensor mask)
    {
        var copy = MakeModel();
        copy.load_state_dict(zeroed.state_dict());
        var (images, labels) = test.Load(test.Pass().First());
        using (images)
        using (labels)
        {
            return copy.Compact(mask, new CompactOptions { ExampleInput = images });
        }
    }

    private List<ResultRow> Measure(IReadOnlyList<(string Name, CifarResNet Model)> models)
    {
        var modules = models.Select(m => (Module<Tensor, Tensor>)m.Model).ToArray();
        var one = Latency.Measure(modules, batch: 1, Rounds1, cancellation);
        var many = Latency.Measure(modules, batch: 32, Rounds32, cancellation);
        return [.. models.Select((m, i) => new ResultRow(
            m.Name, Training.Accuracy(m.Model, test, cancellation), m.Model.Pruning.CountParameters(), m.Model.Pruning.CountMacs(1, 3, 32, 32), one[i], many[i]))];
    }
}
