using System.Text.Json.Nodes;
using OperatorErasing;
using PrunableModels.Kernels;
using PrunableModels.Studies;
using PrunableModels.Zoo;

namespace PrunableModels.Benchmarks;

/// <summary>Super-networks trained whole and with H2SPG, for the same number of steps.</summary>
internal sealed class EraseSuite : ISuite
{
    private const double Share = 0.65;
    private const double LeastLoss = 0.01;
    private const double Tolerance = 1e-5;
    private const int Batch = 64;
    private const int Steps = 600;
    private const int QuickSteps = 40;
    private const int Seeds = 3;

    public string Name => "erase";

    public string Description => "super-networks on CIFAR-10 trained whole, and by H2SPG until 65 % of the multiply-adds are left: accuracy, size, and how exact the erased model and its class are";

    public bool TakesFolder => true;

    public SuiteResult Run(SuiteOptions options)
    {
        SoundKernels.Ensure();
        var steps = options.Quick ? QuickSteps : Steps;

        // Each network is trained by what serves it whole best: the U-Nets have few norms.
        var (adam, sgd) = (new Recipe(Update.AdamW, LearningRate: 0.001, WeightDecay: 5e-4, Batch, steps), new Recipe(Update.Sgd, LearningRate: 0.05, WeightDecay: 5e-4, Batch, steps));
        var seeds = Enumerable.Range(options.Seed, options.Quick ? 1 : options.Count ?? Seeds).ToList();
        var races = new[]
        {
            Race("StackedUnets", adam, run => (run.Of(Unets, null), run.Of(Unets, Share))),
            Race("SuperResNet", sgd, run => (run.Of(ResNet, null), run.Of(ResNet, Share))),
        };
        var erased = races.SelectMany(r => r.Pairs.Select(p => p.Erased)).ToList();
        return new(
            ["network", "seed", "training", "accuracy %", "erased", "of", "MACs %", "parameters %", "in place", "class", "seconds"],
            [.. races.SelectMany(r => r.Pairs.SelectMany(p => new[] { Row(r.Name, p.Seed, "whole", p.Whole), Row(r.Name, p.Seed, "H2SPG", p.Erased) }))],
            [
                $"{steps} steps of {Batch} on 20,000 images of CIFAR-10, mirrored and cropped, {adam.Update} at {adam.LearningRate} for the U-Nets and {sgd.Update} at {sgd.LearningRate} for the residual network; segments are chosen after 10 % of them, by the loss on 256 training images, and shrunk to zero over the next 20 %.",
                "MACs and parameters are those of the class that is written, of the whole network's; erased and class are compared with the zeroed network on held-out images.",
            ],
            [
                .. races.Select(r => new Goal($"{r.Name}, mean accuracy lost", $"{100 * Lost(r.Pairs):F1} points", $"<= {100 * LeastLoss:F0}", Lost(r.Pairs) <= LeastLoss)),
                new("largest share of multiply-adds left", $"{100 * erased.Max(r => r.Macs):F1} %", $"<= {100 * Share:F0} %", erased.TrueForAll(r => r.Macs <= Share)),
                new("erased models and classes from zeroed", $"{erased.Max(r => Math.Max(r.InPlace, r.Written)):E1}", $"<= {Tolerance:E0}", erased.TrueForAll(r => r.InPlace <= Tolerance && r.Written <= Tolerance)),
            ]);

        (string Name, IReadOnlyList<(int Seed, EraseResult Whole, EraseResult Erased)> Pairs) Race(string name, Recipe recipe, Func<EraseRun, (EraseResult Whole, EraseResult Erased)> run) =>
            (name, [.. seeds.Select(seed => (seed, run(new(Path.Combine(options.Folder, "cifar-10-batches-bin"), recipe, seed)))).Select(p => (p.seed, p.Item2.Whole, p.Item2.Erased))]);
    }

    // Of the widths that come to the published multiply-adds.
    private static StackedUnets Unets() => new();

    private static SuperResNet ResNet() => new([1, 1, 1], width: 16);

    private static double Lost(IReadOnlyList<(int Seed, EraseResult Whole, EraseResult Erased)> pairs) => pairs.Average(p => p.Whole.Accuracy - p.Erased.Accuracy);

    private static Row Row(string network, int seed, string training, EraseResult r) => new(
        [
            network, $"{seed}", training, $"{100 * r.Accuracy:F1}", $"{r.Erased}", $"{r.Erasable}", $"{100 * r.Macs:F1}", $"{100 * r.Parameters:F1}", $"{r.InPlace:E1}", $"{r.Written:E1}", $"{r.Seconds:F0}",
        ],
        new()
        {
            ["network"] = network, ["seed"] = seed, ["training"] = training, ["accuracy"] = r.Accuracy, ["erased"] = r.Erased, ["erasable"] = r.Erasable, ["macs"] = r.Macs,
            ["parameters"] = r.Parameters, ["inPlace"] = r.InPlace, ["written"] = r.Written, ["seconds"] = r.Seconds,
        });
}
