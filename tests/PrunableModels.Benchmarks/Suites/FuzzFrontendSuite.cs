using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Mutations;

namespace PrunableModels.Benchmarks;

/// <summary>Half-typed models: whatever is typed, the generator and the analyzers end soon and without an exception.</summary>
internal sealed class FuzzFrontendSuite : ISuite
{
    private const int Cases = 20_000;
    private const int QuickCases = 2_000;
    private const int CasesOfStep = 1_000;
    private const int MostNamed = 20;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(8);

    public string Name => "fuzz-frontend";

    public string Description => "mutated sources of the zoo: generator and analyzers neither throw nor take more than a second";

    public SuiteResult Run(SuiteOptions options)
    {
        var count = options.Count ?? (options.Quick ? QuickCases : Cases);
        var run = new FrontendRun(LanguageVersion.Latest, options.Seed);
        var warm = run.Run(0);
        var watch = Stopwatch.StartNew();
        var outcomes = new ConcurrentBag<FrontendOutcome>();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var outcome = run.Run(i);
            outcomes.Add(outcome);
            if (outcome.Elapsed > Long)
            {
                Console.Error.WriteLine($"{Describe(outcome)} takes {outcome.Elapsed.TotalSeconds:F0} s");
            }

            Progress(outcomes.Count, count, watch);
        });
        var speed = count / watch.Elapsed.TotalSeconds;
        var failed = outcomes.Where(o => o.Failure is not null).OrderBy(o => o.Mutation.Number).ToList();
        // What is slow beside another run may only have waited: it is measured again alone.
        var slow = outcomes.OrderByDescending(o => o.Elapsed).Take(MostNamed).Select(o => o.Elapsed < Soon ? o : run.Run(o.Mutation.Number)).OrderByDescending(o => o.Elapsed).ToList();
        var slowest = slow.FirstOrDefault() ?? warm;
        var median = outcomes.Select(o => o.Elapsed.TotalMilliseconds).Order().ElementAt(count / 2);
        var generated = outcomes.Count(o => o.Files > 0);
        string[] cells = [$"{options.Seed}", $"{count}", $"{generated}", $"{failed.Count}", $"{median:F0}", $"{slowest.Elapsed.TotalMilliseconds:F0}", $"{speed:F0}"];
        var json = new JsonObject
        {
            ["seed"] = options.Seed, ["cases"] = count, ["generated"] = generated, ["medianMilliseconds"] = median, ["slowestMilliseconds"] = slowest.Elapsed.TotalMilliseconds, ["casesPerSecond"] = speed,
            ["failures"] = new JsonArray([.. failed.Select(o => (JsonNode)new JsonObject { ["number"] = o.Mutation.Number, ["file"] = o.Mutation.File, ["changes"] = o.Mutation.Changes, ["failure"] = o.Failure })]),
        };
        return new(
            ["seed", "mutations", "with a generated file", "failed", "median ms", "slowest ms", "mutations per second"],
            [new(cells, json)],
            [
                .. failed.Take(MostNamed).Select(o => $"{Describe(o)}: {o.Failure!.ReplaceLineEndings(" ")}"),
                $"slowest: {Describe(slowest)}",
            ],
            [
                new("mutations that fail", $"{failed.Count}", "0", failed.Count == 0),
                new("slowest mutation", $"{slowest.Elapsed.TotalMilliseconds:F0} ms", "<= 1000 ms", slowest.Elapsed <= Soon),
            ]);
    }

    private static string Describe(FrontendOutcome o) => $"mutation {o.Mutation.Number} of {o.Mutation.File} ({o.Mutation.Changes})";

    private static void Progress(int done, int count, Stopwatch watch)
    {
        if (done % CasesOfStep == 0)
        {
            Console.Error.WriteLine($"{done} of {count} mutations, {done / watch.Elapsed.TotalSeconds:F0} per second");
        }
    }
}
