using System.Diagnostics;

namespace PrunableModels.Benchmarks;

/// <summary>How long it takes to link a model: its program is executed on the live modules, and its groups and their places found.</summary>
/// <param name="First">The first time that the model is linked, with the reading of its program; milliseconds.</param>
/// <param name="Again">The median of further times, each from nothing; milliseconds.</param>
/// <param name="Unpaused">The same without the pauses of the garbage collector, which come with what else is in memory.</param>
internal sealed record LinkTime(double First, double Again, double Unpaused)
{
    /// <summary>Links a model so many times more.</summary>
    public static LinkTime Of(Pruning pruning, int times)
    {
        var (first, _) = Measure();
        var again = Enumerable.Range(0, times).Select(_ => Measure()).ToList();
        return new(first, Median(again.Select(a => a.Whole)), Median(again.Select(a => a.Unpaused)));

        double Median(IEnumerable<double> values) => values.Order().ElementAt(times / 2);

        (double Whole, double Unpaused) Measure()
        {
            var paused = GC.GetTotalPauseDuration();
            var watch = Stopwatch.StartNew();
            using var map = pruning.Link().Map;
            var whole = watch.Elapsed;
            return (whole.TotalMilliseconds, (whole - (GC.GetTotalPauseDuration() - paused)).TotalMilliseconds);
        }
    }
}
