using System.Diagnostics;
using System.Text.Json.Nodes;
using PrunableModels.Zoo;

namespace PrunableModels.Benchmarks;

/// <summary>Random architectures under random masks: what is offered can be removed.</summary>
internal sealed class FuzzExactnessSuite : ISuite
{
    private const int Cases = 20_000;
    private const int QuickCases = 1_000;
    private const int CasesOfStep = 1_000;

    public string Name => "fuzz-exactness";

    public string Description => "random architectures under random masks in 64-bit floats: no zeroed model differs from its compact form";

    public SuiteResult Run(SuiteOptions options)
    {
        var count = options.Count ?? (options.Quick ? QuickCases : Cases);
        var watch = Stopwatch.StartNew();
        ExactnessRun? run = null;
        string? failure = null;
        try
        {
            run = ExactnessRun.Of(count, options.Seed, done => Progress(done, count, watch));
        }
        catch (Exception e)
        {
            failure = e.Message;
        }

        var speed = count / watch.Elapsed.TotalSeconds;
        string[] cells = run is null ? [$"{options.Seed}", $"{count}", "", "", "", "", ""]
            : [$"{options.Seed}", $"{count}", $"{run.WithGroups}", $"{run.Removed}", $"{run.LargestDifference:E1}", $"{run.NotFinite}", $"{speed:F0}"];
        var json = new JsonObject
        {
            ["seed"] = options.Seed, ["cases"] = count, ["withGroups"] = run?.WithGroups, ["removed"] = run?.Removed, ["largestDifference"] = run?.LargestDifference,
            ["notCompared"] = run?.NotFinite, ["casesPerSecond"] = run is null ? null : speed, ["failure"] = failure,
        };
        return new(
            ["seed", "cases", "with groups", "structures removed", "largest difference", "not compared", "cases per second"],
            [new(cells, json)],
            failure is null ? [] : [failure],
            [
                new("mismatches", run is null ? "1 or more" : "0", "0", run is not null),
                new("cases with groups", run is null ? "none" : $"{100.0 * run.WithGroups / count:F1} %", ">= 40 %", run?.WithGroups >= 0.4 * count),
                new("cases not compared", run is null ? "all" : $"{100.0 * run.NotFinite / count:F2} %", "<= 1 %", run?.NotFinite <= 0.01 * count),
            ]);
    }

    private static void Progress(int done, int count, Stopwatch watch)
    {
        if (done % CasesOfStep == 0)
        {
            Console.Error.WriteLine($"{done} of {count} cases, {done / watch.Elapsed.TotalSeconds:F0} per second");
        }
    }
}
