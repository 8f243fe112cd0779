using System.Diagnostics;
using Cifar10;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace PrunableModels.Studies;

/// <summary>One of the trainings of a race, with its own model, batches and clock.</summary>
internal sealed class Runner : IDisposable
{
    private readonly Stopwatch clock = new();
    private readonly List<double> times = [];
    private readonly optim.Optimizer optimizer;
    private readonly LRScheduler scheduler;
    private readonly ImageTask task;

    public Runner(string name, string data, RaceSettings settings, Func<CifarResNet, optim.Optimizer> optimize)
    {
        Name = name;
        task = new ImageTask(data, settings.Recipe.Batch, side: 32, padding: 4, settings.Seed);
        manual_seed(settings.Seed);
        Model = new CifarResNet(width: settings.Width);
        Structures = Model.Pruning.Map.Count;
        optimizer = optimize(Model);
        scheduler = settings.Recipe.Scheduler(optimizer);
        Model.train();
    }

    public string Name { get; }

    public CifarResNet Model { get; }

    /// <summary>The structures that the model had at first.</summary>
    public int Structures { get; }

    /// <summary>Structures that were to go.</summary>
    public int Target => (optimizer as SparseOptimizer)?.TargetCount ?? 0;

    public long[] ExampleShape => task.ExampleShape;

    /// <summary>The seconds of each step, its batch's loading included.</summary>
    public IReadOnlyList<double> Times => times;

    /// <summary>The processor seconds of all steps.</summary>
    public double ProcessorSeconds { get; private set; }

    public void Step()
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        clock.Restart();
        using (NewDisposeScope())
        {
            var (inputs, targets) = task.Draw();
            optimizer.zero_grad();
            task.Loss(Model.call(inputs), targets).backward();
            optimizer.step();
            scheduler.step();
        }

        times.Add(clock.Elapsed.TotalSeconds);
        process.Refresh();
        ProcessorSeconds += (process.TotalProcessorTime - before).TotalSeconds;
    }

    /// <summary>Removes what is pruned and still there.</summary>
    /// <returns>How many structures went since the beginning.</returns>
    public int Compact()
    {
        if (optimizer is not SparseOptimizer)
        {
            return 0;
        }

        using var scope = NewDisposeScope();
        return Model.Compact(new CompactOptions { ExampleInput = task.HeldOut(0).Inputs }).Widths.Sum(width => width.Before - width.After);
    }

    public double Accuracy() => task.Accuracy(Model);

    public void Dispose()
    {
        optimizer.Dispose();
        Model.Dispose();
        task.Dispose();
    }
}
