using System.Text;

namespace PrunableModels.Studies.Tests;

/// <summary>Runs that end within seconds.</summary>
internal static class Examples
{
    /// <summary>A run on the text of <see cref="WriteText"/>.</summary>
    public static RunSettings Run { get; } = new(
        Network.Gpt,
        "small",
        "drawn",
        new Recipe(Update.AdamW, LearningRate: 1e-3, WeightDecay: 0.1, Batch: 4, Steps: 20),
        PruningMethod.Hesso,
        Variant.Usual,
        Sparsity: 0.5,
        new Schedule(Start: 0.2, End: 0.6, Periods: 2, Cycle: 0.1, Cycles: 1, Lambda: 0.01, OneShot: 0.6, LeastWidth: 0.25),
        Seed: 1);

    /// <summary>A result.</summary>
    public static RunResult Result { get; } = new(
        Score: 0.1 + 0.2, ZeroedScore: 0.3, LargestDifference: 1e-7, Parameters: 10, DenseParameters: 20, Macs: 30, DenseMacs: 60, Structures: 8, Target: 4, Removed: 4, Completed: 0, ThrownAway: 0, Seconds: 1.5, "build");

    /// <summary>Writes a text with a rule in it to where a run looks for its text.</summary>
    public static void WriteText(string folder)
    {
        var path = TrainingRun.DataOf(Network.Gpt, folder);
        Directory.CreateDirectory(path);
        var text = new StringBuilder();
        for (var i = 0; i < 400; i++)
        {
            text.Append($"{i} and {i + 1} make {(2 * i) + 1}.\n");
        }

        File.WriteAllText(Path.Combine(path, "input.txt"), text.ToString());
    }
}
