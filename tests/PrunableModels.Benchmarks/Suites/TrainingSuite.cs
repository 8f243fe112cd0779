using System.Text.Json.Nodes;
using PrunableModels.Kernels;
using PrunableModels.Studies;

namespace PrunableModels.Benchmarks;

/// <summary>The wall time of training while pruning, with and without compaction on the way, against dense training.</summary>
internal sealed class TrainingSuite : ISuite
{
    private const double WantedShare = 0.6;
    private const int QuickSteps = 60;

    public string Name => "training";

    public string Description => "a network on CIFAR-10 trained dense, by HESSO at 70 %, and by HESSO that makes it smaller meanwhile: wall time in turns, by phase";

    public bool TakesFolder => true;

    public SuiteResult Run(SuiteOptions options)
    {
        SoundKernels.Ensure();

        // The widest comes first: the goal is for it.
        RaceSettings[] all = [Settings(width: 32, batch: 32, steps: 1000, options), .. options.Quick ? [] : new[] { Settings(width: 16, batch: 64, steps: 600, options) }];
        var races = all.Select(settings => (Settings: settings, Results: Race.Run(settings, options.Folder, done => Report(settings, done)))).ToList();
        var (wide, results) = races[0];
        var share = results[^1].Seconds / results[0].Seconds;
        return new(
            [
                "channels", "training", "before s", "during s", "after s", "all s", "of dense", "processor, of dense", "after, of dense", "accuracy %", "parameters %", "MACs %", "ms, batch 1",
                "ms, batch 32",
            ],
            [.. races.SelectMany(race => race.Results.Select(r => Show(race.Settings, r, race.Results[0])))],
            [.. races.SelectMany(race => Notes(race.Settings)), .. Notes(options.Quick)],
            [
                new($"time with CompactWhileTraining at {wide.Width} channels, of dense", $"{share:F2}", $"<= {WantedShare}", share <= WantedShare),
                .. races.SelectMany(race => race.Results.Skip(1).Select(r =>
                    new Goal($"structures removed at {race.Settings.Width} channels by {r.Name}", $"{r.Removed} of {r.Structures}", $"{r.Target}", r.Removed == r.Target))),
            ]);
    }

    private static RaceSettings Settings(int width, int batch, int steps, SuiteOptions options) => new(
        width,
        new Recipe(Update.Sgd, LearningRate: 0.05, WeightDecay: 5e-4, batch, options.Quick ? QuickSteps : steps),
        Sparsity: 0.7, Start: 0.1, End: 0.3, Periods: 10, LeastWidth: 0.25, Block: 5, options.Seed);

    private static void Report(RaceSettings settings, int done)
    {
        if (done % 20 == 0)
        {
            Console.Error.WriteLine($"{settings.Width} channels: {done} of {settings.Recipe.Steps} steps");
        }
    }

    private static Row Show(RaceSettings settings, RaceResult r, RaceResult dense) => new(
        [
            $"{settings.Width}", r.Name, $"{r.Before:F1}", $"{r.During:F1}", $"{r.After:F1}", $"{r.Seconds:F1}", $"{r.Seconds / dense.Seconds:F2}",
            $"{r.ProcessorSeconds / dense.ProcessorSeconds:F2}", $"{r.After / dense.After:F2}", $"{100 * r.Accuracy:F1}", $"{100.0 * r.Parameters / dense.Parameters:F1}",
            $"{100.0 * r.Macs / dense.Macs:F1}", $"{r.Latency1:F2}", $"{r.Latency32:F2}",
        ],
        new()
        {
            ["channels"] = settings.Width, ["training"] = r.Name, ["before"] = r.Before, ["during"] = r.During, ["after"] = r.After, ["seconds"] = r.Seconds,
            ["ofDense"] = r.Seconds / dense.Seconds, ["processorSeconds"] = r.ProcessorSeconds, ["accuracy"] = r.Accuracy, ["parameters"] = r.Parameters, ["macs"] = r.Macs,
            ["structures"] = r.Structures, ["target"] = r.Target, ["removed"] = r.Removed, ["latency1"] = r.Latency1, ["latency32"] = r.Latency32,
        });

    private static IEnumerable<string> Notes(RaceSettings s)
    {
        yield return FormattableString.Invariant(
            $"{s.Width} channels: the sample's ResNet of 20 layers, so wide in its first stage, on 20,000 images of CIFAR-10, {s.Recipe.Steps} steps of {s.Recipe.Batch} with one thread, {s.Recipe.Update} at {s.Recipe.LearningRate}; the three take turns by {s.Block} steps.");
    }

    private static IEnumerable<string> Notes(bool isQuick)
    {
        var s = Settings(width: 32, batch: 32, steps: 1, new(isQuick, Count: null, Seed: 1));
        yield return $"HESSO prunes {s.Sparsity:P0} of the structures from {s.Start:P0} to {s.End:P0} of the steps, which are its defaults, in {s.Periods} periods; no group becomes narrower than {s.LeastWidth:P0} of its fair share.";
        yield return "Times hold loading of batches, forward, backward and the optimizer's step, cuts of the model included; not evaluation. Accuracy and the other figures are of the compact models.";
        yield return isQuick
            ? $"Quick: {QuickSteps} steps instead of 1000, and 32 channels alone. Accuracies mean nothing yet."
            : "16 channels make the usual ResNet-20. It gains less: where this was tried, on an AMD EPYC, the backward pass of a convolution of 4 channels took 6.7 ms, of 16 channels 7.9 ms.";
    }
}
