using System.Diagnostics;

namespace PrunableModels.Benchmarks;

/// <summary>How long it takes to link a model: its program is executed on the live modules, and its groups and their places found.</summary>
/// <param name="First">The first time that the model is linked, with the reading of its program; milliseconds.</param>
/// <param name="Again">The median of further times, each from nothing; milliseconds.</param>
internal sealed record LinkTime(double First, double Again)
{
    /// <summary>Links a model so many times more.</summary>
    public static LinkTime Of(Pruning pruning, int times)
    {
        var first = Measure();
        return new(first, Enumerable.Range(0, times).Select(_ => Measure()).Order().ElementAt(times / 2));

        double Measure()
        {
            var watch = Stopwatch.StartNew();
            using var map = pruning.Link().Map;
            return watch.Elapsed.TotalMilliseconds;
        }
    }
}
