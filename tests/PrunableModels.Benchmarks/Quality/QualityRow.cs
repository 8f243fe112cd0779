using System.Text.Json.Nodes;
using PrunableModels.Studies;

namespace PrunableModels.Benchmarks;

/// <summary>The runs that differ by their seed alone.</summary>
/// <param name="Run">The settings of the first.</param>
/// <param name="Results">What they came to.</param>
internal sealed record QualityRow(RunSettings Run, IReadOnlyList<RunResult> Results)
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["network", "method", "variant", "sparsity %", "score", "to dense", "parameters %", "MACs %", "runs", "processor s"];

    /// <summary>The score of the compact models.</summary>
    public Sample Score => Sample.Of(Results.Select(r => r.Score));

    private double Parameters => Results.Average(r => 100.0 * r.Parameters / r.DenseParameters);

    private double Macs => Results.Average(r => 100.0 * r.Macs / r.DenseMacs);

    /// <summary>The rows of finished runs.</summary>
    public static IReadOnlyList<QualityRow> Of(IEnumerable<(RunSettings Run, RunResult Result)> finished) =>
        [.. finished.GroupBy(r => r.Run with { Seed = 0 }).Select(group => new QualityRow(group.First().Run, [.. group.Select(r => r.Result)]))
            .OrderBy(row => row.Run.Network).ThenBy(row => row.Run.Sparsity).ThenBy(row => row.Run.Method).ThenBy(row => row.Run.Variant)];

    /// <summary>The row as it is shown.</summary>
    /// <param name="dense">The row of the same network that was not pruned; null if it is missing.</param>
    public Row Show(QualityRow? dense)
    {
        double? difference = dense is null ? null : Score.Mean - dense.Score.Mean;
        return new(
            [
                $"{Run.Network}", Run.Method.Words(), Run.Variant.Words(), Run.Method == PruningMethod.Dense ? "" : $"{100 * Run.Sparsity:F0}", ScoreText.Of(Run.Network, Score),
                difference is null || dense == this ? "" : ScoreText.Difference(Run.Network, difference.Value), $"{Parameters:F1}", $"{Macs:F1}", $"{Results.Count}", $"{Results.Average(r => r.Seconds):F0}",
            ],
            new()
            {
                ["network"] = $"{Run.Network}", ["method"] = $"{Run.Method}", ["variant"] = $"{Run.Variant}", ["sparsity"] = Run.Sparsity, ["score"] = Score.Mean,
                ["deviation"] = Score.Deviation, ["toDense"] = difference, ["parametersPercent"] = Parameters, ["macsPercent"] = Macs, ["runs"] = new JsonArray([.. Results.Select(Json)]),
            });
    }

    private static JsonNode Json(RunResult r) => new JsonObject
    {
        ["score"] = r.Score, ["zeroedScore"] = r.ZeroedScore, ["largestDifference"] = r.LargestDifference, ["parameters"] = r.Parameters, ["macs"] = r.Macs,
        ["structures"] = r.Structures, ["target"] = r.Target, ["removed"] = r.Removed, ["completed"] = r.Completed, ["thrownAway"] = r.ThrownAway, ["seconds"] = r.Seconds, ["build"] = r.Build,
    };
}
