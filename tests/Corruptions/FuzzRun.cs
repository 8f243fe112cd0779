using System.Diagnostics;

namespace PrunableModels.Corruptions;

/// <summary>What a reader made of damaged files.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="Refused">How many were refused by the exception that is meant for it, with nothing changed.</param>
/// <param name="Slowest">The longest reading, in milliseconds.</param>
/// <param name="LargestAllocation">The most managed memory that a reading took, in bytes.</param>
/// <param name="Faults">What else happened.</param>
internal sealed record FuzzRun(int Count, int Refused, double Slowest, long LargestAllocation, IReadOnlyList<string> Faults)
{
    /// <summary>Reads that many damaged files.</summary>
    public static FuzzRun Of(FuzzedFile file, int count, int seed, Action<int>? report = null)
    {
        file.Read(file.Original);
        var random = new Random(seed);
        var (refused, slowest, largest) = (0, 0.0, 0L);
        var faults = new List<string>();
        var state = file.State();
        for (var i = 0; i < count; i++)
        {
            var bytes = file.Corrupt(random);
            var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            Exception? thrown = null;
            try
            {
                file.Read(bytes);
            }
            catch (Exception e)
            {
                thrown = e;
            }

            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - allocated);
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var now = file.State();
            if (thrown is FileFormatException)
            {
                refused++;
            }
            else if (thrown is not null)
            {
                faults.Add($"file {i}: {thrown.GetType().Name}: {thrown.Message.ReplaceLineEndings(" ")}");
            }

            if (thrown is not null && now != state)
            {
                faults.Add($"file {i} was refused after something of it was taken");
            }

            state = now;
            report?.Invoke(i + 1);
        }

        return new(count, refused, slowest, largest, faults);
    }
}
