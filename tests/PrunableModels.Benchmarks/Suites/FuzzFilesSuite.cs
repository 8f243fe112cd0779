using System.Diagnostics;
using System.Text.Json.Nodes;
using PrunableModels.Corruptions;
using PrunableModels.Kernels;
using TorchSharp;

namespace PrunableModels.Benchmarks;

/// <summary>Damaged files of every kind that is read from strangers.</summary>
internal sealed class FuzzFilesSuite : ISuite
{
    private const int Files = 100_000;
    private const int QuickFiles = 6_000;
    private const double LongestReading = 2000;
    private const long MostAllocated = 16 << 20;

    public string Name => "fuzz-files";

    public string Description => "weights, plans and checkpoints damaged at random: refused by name with nothing changed, or read";

    public SuiteResult Run(SuiteOptions options)
    {
        torch.set_num_threads(1);
        SoundKernels.Ensure();
        var count = options.Count ?? (options.Quick ? QuickFiles : Files);
        var runs = FuzzedFile.All.Select((create, i) => Run(create, (count / FuzzedFile.All.Count) + (i < count % FuzzedFile.All.Count ? 1 : 0), options.Seed)).ToList();
        string[] faults = [.. runs.SelectMany(run => run.Run.Faults.Select(fault => $"{run.Name}, {fault}"))];
        var (slowest, largest) = (runs.Max(run => run.Run.Slowest), runs.Max(run => run.Run.LargestAllocation));
        return new(
            ["file", "damaged", "refused", "read", "slowest ms", "most memory MB", "faults", "per second"],
            [.. runs.Select(run => Row(run.Name, run.Run, run.Seconds))],
            [.. faults.Take(20)],
            [
                new("files", $"{runs.Sum(run => run.Run.Count)}", $"{count}", runs.Sum(run => run.Run.Count) == count),
                new("other exceptions, and models changed by a refused file", $"{faults.Length}", "0", faults.Length == 0),
                new("slowest reading", $"{slowest:F0} ms", $"<= {LongestReading:F0} ms", slowest <= LongestReading),
                new("most managed memory of a reading", $"{largest / 1e6:F1} MB", $"<= {MostAllocated / 1e6:F1} MB", largest <= MostAllocated),
            ]);
    }

    private static (string Name, FuzzRun Run, double Seconds) Run(Func<FuzzedFile> create, int count, int seed)
    {
        using var file = create();
        var watch = Stopwatch.StartNew();
        var run = FuzzRun.Of(file, count, seed, done => Report(file.Name, done, count));
        return (file.Name, run, watch.Elapsed.TotalSeconds);
    }

    private static void Report(string name, int done, int count)
    {
        if (done % 5000 == 0)
        {
            Console.Error.WriteLine($"{name}: {done} of {count}");
        }
    }

    private static Row Row(string name, FuzzRun run, double seconds) => new(
        [name, $"{run.Count}", $"{run.Refused}", $"{run.Count - run.Refused - run.Faults.Count}", $"{run.Slowest:F1}", $"{run.LargestAllocation / 1e6:F2}", $"{run.Faults.Count}", $"{run.Count / seconds:F0}"],
        new JsonObject
        {
            ["file"] = name, ["damaged"] = run.Count, ["refused"] = run.Refused, ["slowestMilliseconds"] = run.Slowest,
            ["largestAllocation"] = run.LargestAllocation, ["faults"] = run.Faults.Count, ["seconds"] = seconds,
        });
}
