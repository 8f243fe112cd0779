using System.Collections.Concurrent;
using System.Diagnostics;
using PrunableModels.Studies;

namespace PrunableModels.Benchmarks;

/// <summary>Does the runs that are missing, as many at once as there are cores.</summary>
internal sealed class RunQueue(RunRecords records, string folder)
{
    /// <summary>Runs and why they failed.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Does what is missing.</summary>
    /// <returns>How many were missing.</returns>
    public int Run(IReadOnlyList<RunSettings> runs)
    {
        var missing = runs.Where(run => records.Find(run) is null).ToList();
        Console.Error.WriteLine($"{runs.Count} runs, {runs.Count - missing.Count} of them done before.");
        var clock = Stopwatch.StartNew();
        var done = 0;
        var queue = Partitioner.Create(missing, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(queue, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run =>
        {
            var outcome = Do(run);
            lock (Failures)
            {
                done++;
                var left = clock.Elapsed * ((double)(missing.Count - done) / done);
                Console.Error.WriteLine($"{done} of {missing.Count}, {left.TotalMinutes:F0} min left: {run.Title}: {outcome}");
            }
        });
        return missing.Count;
    }

    private string Do(RunSettings run)
    {
        try
        {
            var result = RunProcess.Run(run, folder);
            records.Add(run, result);
            return $"{ScoreText.Of(run.Network, result.Score)} in {result.Seconds:F0} s";
        }
        catch (InvalidOperationException e)
        {
            lock (Failures)
            {
                Failures.Add($"{run.Title} failed: {e.Message}");
            }

            return "failed";
        }
    }
}
