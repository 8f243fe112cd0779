using System.Diagnostics;
using Cifar10;
using PrunableModels.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Studies;

/// <summary>One training run, from new weights to the score of the compact model.</summary>
public static class TrainingRun
{
    private const int GptLength = 64;

    /// <summary>The library as it was built.</summary>
    public static string Build { get; } = typeof(SparseOptimizer).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8];

    /// <summary>The folder of a network's data.</summary>
    public static string DataOf(Network network, string folder) => Path.Combine(folder, network == Network.Gpt ? "tinyshakespeare" : "cifar-10-batches-bin");

    /// <summary>The sizes of a network, in words.</summary>
    public static string ShapeOf(Network network) => network switch
    {
        Network.ResNet20 => "20 layers, 16 channels, crops of 24",
        Network.Vgg11 => "11 layers, 16 channels, crops of 32 after padding by 4",
        _ => $"3 blocks, width 96, 6 heads, length {GptLength}",
    };

    /// <summary>Trains, prunes, compacts and judges. Draws from torch's generator, so it is alone in its process.</summary>
    /// <param name="run">The settings.</param>
    /// <param name="folder">The folder of all data.</param>
    public static RunResult Of(RunSettings run, string folder)
    {
        using var task = TaskOf(run.Network, DataOf(run.Network, folder), run.Recipe.Batch, run.Seed);
        manual_seed(run.Seed);
        return run.Network switch
        {
            Network.ResNet20 => Of(new CifarResNet(), task, run),
            Network.Vgg11 => Of(new CifarVgg(), task, run),
            _ => Of(new CharGpt(((TextTask)task).Vocabulary, depth: 3, heads: 6, GptLength), task, run),
        };
    }

    internal static ITask TaskOf(Network network, string data, int batch, int seed) => network switch
    {
        Network.ResNet20 => new ImageTask(data, batch, side: 24, padding: 0, seed),
        Network.Vgg11 => new ImageTask(data, batch, side: 32, padding: 4, seed),
        _ => new TextTask(Path.Combine(data, "input.txt"), batch, GptLength, seed),
    };

    private static RunResult Of<T>(T model, ITask task, RunSettings run)
        where T : Module<Tensor, Tensor>, IPrunable
    {
        using var owned = model;
        var (parameters, macs, structures) = (model.Pruning.CountParameters(), model.Pruning.CountMacs(task.ExampleShape), model.Pruning.Map.Count);
        using var optimizer = run.Schedule?.Attach(model, run) ?? run.Recipe.Plain(model);
        Train(model, task, optimizer, run.Recipe);

        var (zeroed, zeroedScore) = Outputs(model, task);
        using (zeroed)
        {
            // Until here all widths were even.
            SoundKernels.Ensure();
            var result = new RunResult(
                zeroedScore, zeroedScore, LargestDifference: 0, parameters, parameters, macs, macs, structures, Target: 0, Removed: 0, Completed: 0, ThrownAway: 0, ProcessorSeconds(), Build);
            return optimizer is SparseOptimizer sparse ? Compact(model, task, sparse, zeroed, result) : result;
        }
    }

    private static RunResult Compact<T>(T model, ITask task, SparseOptimizer optimizer, Tensor zeroed, RunResult before)
        where T : Module<Tensor, Tensor>, IPrunable
    {
        var target = optimizer.TargetCount;
        var removed = Compact(model, task);
        var (compact, score) = Outputs(model, task);
        using (compact)
        {
            return before with
            {
                Score = score,
                LargestDifference = Difference(zeroed, compact),
                Parameters = model.Pruning.CountParameters(),
                Macs = model.Pruning.CountMacs(task.ExampleShape),
                Target = target,
                Removed = removed,
                Completed = (optimizer as Dhspg)?.CompletedCount ?? 0,
                ThrownAway = (optimizer as HessoCric)?.Cost.StepsThrownAway ?? 0,
                Seconds = ProcessorSeconds(),
            };
        }
    }

    private static void Train(Module<Tensor, Tensor> model, ITask task, optim.Optimizer optimizer, Recipe recipe)
    {
        var scheduler = recipe.Scheduler(optimizer);
        model.train();
        for (var step = 0; step < recipe.Steps; step++)
        {
            using var scope = NewDisposeScope();
            var (inputs, targets) = task.Draw();
            optimizer.zero_grad();
            var loss = task.Loss(model.call(inputs), targets);
            loss.backward();
            (optimizer as SparseOptimizer)?.ReportLoss(loss);
            optimizer.step();
            scheduler.step();
        }
    }

    private static int Compact<T>(T model, ITask task)
        where T : Module<Tensor, Tensor>, IPrunable
    {
        using var scope = NewDisposeScope();
        return model.Compact(new CompactOptions { ExampleInput = task.HeldOut(0).Inputs }).Widths.Sum(width => width.Before - width.After);
    }

    /// <summary>All outputs on what is held out, one behind the other, and the score.</summary>
    private static (Tensor Outputs, double Score) Outputs(Module<Tensor, Tensor> model, ITask task)
    {
        model.eval();
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var outputs = new List<Tensor>();
        var (sum, count) = (0.0, 0L);
        for (var i = 0; i < task.HeldOutCount; i++)
        {
            using var inner = NewDisposeScope();
            var (inputs, targets) = task.HeldOut(i);
            var output = model.call(inputs);
            var judged = task.Judge(output, targets);
            (sum, count) = (sum + judged.Sum, count + judged.Count);
            outputs.Add(output.MoveToOuterDisposeScope());
        }

        return (cat(outputs).MoveToOuterDisposeScope(), sum / count);
    }

    // What else the machine does hardly changes it.
    private static double ProcessorSeconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static double Difference(Tensor zeroed, Tensor compact)
    {
        using var scope = NewDisposeScope();
        return (zeroed - compact).abs().max().item<float>() / zeroed.abs().max().item<float>();
    }
}
