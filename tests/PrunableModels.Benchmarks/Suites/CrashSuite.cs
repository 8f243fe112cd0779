using System.Diagnostics;
using System.Text.Json.Nodes;
using PrunableModels.Crash;

namespace PrunableModels.Benchmarks;

/// <summary>Training runs that are killed at random moments and go on in new processes.</summary>
internal sealed class CrashSuite : ISuite
{
    private const int Kills = 200;
    private const int QuickKills = 40;
    private const int KillsOfRun = 20;

    public string Name => "crash";

    public string Description => "training processes killed at random moments: every step after going on is the undisturbed run's, bit for bit";

    public SuiteResult Run(SuiteOptions options)
    {
        var kills = options.Count ?? (options.Quick ? QuickKills : Kills);
        var rows = new List<Row>();
        var faults = new List<string>();
        var killed = 0;
        for (var i = 0; i < Method.All.Count; i++)
        {
            // What does not divide is the first methods'.
            var share = (kills / Method.All.Count) + (i < kills % Method.All.Count ? 1 : 0);
            rows.Add(Row(Method.All[i], share, options.Seed, out var runs));
            killed += runs.Sum(run => run.Kills);
            faults.AddRange(runs.SelectMany(run => run.Faults).Select(fault => $"{Method.All[i].Name}: {fault}"));
        }

        return new(
            ["method", "kills", "within saving", "steps compared", "other than undisturbed", "seconds"],
            rows,
            [.. faults.Take(20)],
            [new("kills", $"{killed}", $"{kills}", killed == kills), new("steps other than undisturbed, and failures", $"{faults.Count}", "0", faults.Count == 0)]);
    }

    private static Row Row(Method method, int kills, int seed, out List<KilledRun> runs)
    {
        var watch = Stopwatch.StartNew();
        runs = [];
        for (var left = kills; left > 0; left -= KillsOfRun)
        {
            var folder = Directory.CreateTempSubdirectory("prunable-crash-");
            try
            {
                runs.Add(KilledRun.Of(method, Math.Min(left, KillsOfRun), seed + runs.Count, folder.FullName));
            }
            finally
            {
                folder.Delete(recursive: true);
            }

            Console.Error.WriteLine($"{method.Name}: {runs.Sum(run => run.Kills)} of {kills} kills");
        }

        var (killed, saving, steps, faults) = (runs.Sum(r => r.Kills), runs.Sum(r => r.WithinSaving), runs.Sum(r => r.Steps), runs.Sum(r => r.Faults.Count));
        return new(
            [method.Name, $"{killed}", $"{saving}", $"{steps}", $"{faults}", $"{watch.Elapsed.TotalSeconds:F0}"],
            new JsonObject
            {
                ["method"] = method.Name, ["kills"] = killed, ["withinSaving"] = saving, ["steps"] = steps, ["faults"] = faults, ["seconds"] = watch.Elapsed.TotalSeconds,
            });
    }
}
