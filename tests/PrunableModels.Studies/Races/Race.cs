using Cifar10;
using static TorchSharp.torch;

namespace PrunableModels.Studies;

/// <summary>
/// The sample's residual network of 20 layers on CIFAR-10, trained three times in one process with one thread. The three take turns by a few
/// steps, so that whatever else the machine does meets all alike. They begin with the same weights and see the same batches.
/// </summary>
public static class Race
{
    private const int Rounds1 = 100;
    private const int Rounds32 = 30;

    /// <summary>Trains and measures.</summary>
    /// <param name="settings">How.</param>
    /// <param name="folder">The folder of all data.</param>
    /// <param name="progress">Hears the number of steps that all three have done.</param>
    /// <returns>Dense, pruned, and pruned and made smaller meanwhile.</returns>
    public static IReadOnlyList<RaceResult> Run(RaceSettings settings, string folder, Action<int> progress)
    {
        set_num_threads(1);
        var data = TrainingRun.DataOf(Network.ResNet20, folder);
        Runner[] runners =
        [
            new("dense", data, settings, settings.Recipe.Plain),
            new("HESSO", data, settings, model => model.Hesso(settings.Hesso(shrinks: false))),
            new("HESSO, compact while training", data, settings, model => model.Hesso(settings.Hesso(shrinks: true))),
        ];
        try
        {
            Train(runners, settings, progress);
            return Finish(runners, settings);
        }
        finally
        {
            Array.ForEach(runners, runner => runner.Dispose());
        }
    }

    private static void Train(Runner[] runners, RaceSettings settings, Action<int> progress)
    {
        for (var (done, turn) = (0, 0); done < settings.Recipe.Steps; turn++)
        {
            // Who comes first finds other caches than who comes last.
            var steps = Math.Min(settings.Block, settings.Recipe.Steps - done);
            for (var i = 0; i < runners.Length; i++)
            {
                var runner = runners[(i + turn) % runners.Length];
                for (var step = 0; step < steps; step++)
                {
                    runner.Step();
                }
            }

            done += steps;
            progress(done);
        }
    }

    private static List<RaceResult> Finish(Runner[] runners, RaceSettings settings)
    {
        int[] removed = [.. runners.Select(runner => runner.Compact())];
        var one = ForwardTimes.Medians(runners, batch: 1, Rounds1);
        var many = ForwardTimes.Medians(runners, batch: 32, Rounds32);
        return [.. runners.Select((r, i) => new RaceResult(
            r.Name,
            Before: r.Times.Take(settings.FirstSteps).Sum(),
            During: r.Times.Take(settings.LastSteps).Skip(settings.FirstSteps).Sum(),
            After: r.Times.Skip(settings.LastSteps).Sum(),
            r.ProcessorSeconds,
            r.Accuracy(),
            r.Model.Pruning.CountParameters(),
            r.Model.Pruning.CountMacs(r.ExampleShape),
            r.Structures,
            r.Target,
            removed[i],
            one[i],
            many[i]))];
    }
}
