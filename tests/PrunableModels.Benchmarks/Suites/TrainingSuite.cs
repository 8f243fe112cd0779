using System.Text.Json.Nodes;
using PrunableModels.Studies;

namespace PrunableModels.Benchmarks;

/// <summary>The wall time of training while pruning, with and without compaction on the way, against dense training.</summary>
internal sealed class TrainingSuite : ISuite
{
    private const double Sparsity = 0.7;
    private const double WantedShare = 0.6;
    private const int Steps = 1250;
    private const int QuickSteps = 150;

    public string Name => "training";

    public string Description => "a network on CIFAR-10 trained dense, by HESSO at 70 %, and by HESSO that makes it smaller meanwhile: wall time in turns, by phase";

    public bool TakesFolder => true;

    public SuiteResult Run(SuiteOptions options)
    {
        var settings = new RaceSettings(
            new Recipe(Update.Sgd, LearningRate: 0.1, WeightDecay: 5e-4, Batch: 64, Steps: options.Quick ? QuickSteps : Steps),
            Sparsity, Start: 0.1, End: 0.3, Periods: 10, LeastWidth: 0.25, Block: 5, options.Seed);
        var results = Race.Run(settings, options.Folder, Report);
        var dense = results[0];
        var share = results[^1].Seconds / dense.Seconds;
        return new(
            ["training", "before s", "during s", "after s", "all s", "of dense", "after, of dense", "accuracy %", "parameters %", "MACs %", "ms, batch 1", "ms, batch 32"],
            [.. results.Select(r => Show(r, dense))],
            [.. Notes(settings, options.Quick)],
            [
                new("time with CompactWhileTraining, of dense", $"{share:F2}", $"<= {WantedShare}", share <= WantedShare),
                .. results.Skip(1).Select(r => new Goal($"structures removed by {r.Name}", $"{r.Removed} of {r.Structures}", $"{r.Target}", r.Removed == r.Target)),
            ]);

        void Report(int done)
        {
            if (done % 50 == 0)
            {
                Console.Error.WriteLine($"{done} of {settings.Recipe.Steps} steps");
            }
        }
    }

    private static Row Show(RaceResult r, RaceResult dense) => new(
        [
            r.Name, $"{r.Before:F1}", $"{r.During:F1}", $"{r.After:F1}", $"{r.Seconds:F1}", $"{r.Seconds / dense.Seconds:F2}", $"{r.After / dense.After:F2}", $"{100 * r.Accuracy:F1}",
            $"{100.0 * r.Parameters / dense.Parameters:F1}", $"{100.0 * r.Macs / dense.Macs:F1}", $"{r.Latency1:F2}", $"{r.Latency32:F2}",
        ],
        new()
        {
            ["training"] = r.Name, ["before"] = r.Before, ["during"] = r.During, ["after"] = r.After, ["seconds"] = r.Seconds, ["ofDense"] = r.Seconds / dense.Seconds,
            ["accuracy"] = r.Accuracy, ["parameters"] = r.Parameters, ["macs"] = r.Macs, ["structures"] = r.Structures, ["target"] = r.Target, ["removed"] = r.Removed,
            ["latency1"] = r.Latency1, ["latency32"] = r.Latency32,
        });

    private static IEnumerable<string> Notes(RaceSettings s, bool isQuick)
    {
        yield return FormattableString.Invariant(
            $"The sample's ResNet-20 on 20,000 images of CIFAR-10, {s.Recipe.Steps} steps of {s.Recipe.Batch} with one thread, {s.Recipe.Update} at {s.Recipe.LearningRate}; the three take turns by {s.Block} steps.");
        yield return $"HESSO prunes {s.Sparsity:P0} of the structures from {s.Start:P0} to {s.End:P0} of the steps in {s.Periods} periods; no group becomes narrower than {s.LeastWidth:P0} of its fair share.";
        yield return "Times hold loading of batches, forward, backward and the optimizer's step, cuts of the model included; not evaluation. Accuracy and the other figures are of the compact models.";
        if (isQuick)
        {
            yield return $"Quick: {QuickSteps} steps instead of {Steps}.";
        }
    }
}
