using System.Diagnostics;

namespace PrunableModels.Benchmarks;

/// <summary>One run: how long it took, and what it allocated.</summary>
internal readonly record struct Timing(double Milliseconds, double Megabytes)
{
    public static Timing Of(Action action)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        action();
        return new(watch.Elapsed.TotalMilliseconds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / 1e6);
    }
}

/// <summary>A median and its quartiles.</summary>
internal readonly record struct Quartiles(double Lower, double Median, double Upper)
{
    public static Quartiles Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new(sorted[sorted.Count / 4], sorted[sorted.Count / 2], sorted[sorted.Count * 3 / 4]);
    }

    public string ToString(string format) => $"{Median.ToString(format)} ({Lower.ToString(format)} to {Upper.ToString(format)})";
}
