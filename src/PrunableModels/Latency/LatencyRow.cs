using System;

namespace PrunableModels;

/// <summary>One measurement of a <see cref="LatencyTable"/>.</summary>
/// <param name="Batch">The size of axis 0 of the input.</param>
/// <param name="Threads">The threads that torch was given.</param>
/// <param name="Latency">Dense and compact.</param>
/// <param name="Macs">The multiply-adds, dense and compact; null where they do not follow from the shape of the input.</param>
public sealed record LatencyRow(int Batch, int Threads, LatencyChange Latency, SizeChange? Macs)
{
    /// <summary>How much faster a pass has to be at least to be called so: less is within what measurements differ by.</summary>
    private const double Noticeable = 0.95;

    /// <summary>How many times as fast the compact model is.</summary>
    public double Speedup => Latency.Before / Latency.After;

    /// <summary>By how many times the multiply-adds are fewer; null where they are not known.</summary>
    public double? FewerMacs => Macs is { After: > 0 } macs ? (double)macs.Before / macs.After : null;

    /// <summary>Whether the compact model is not noticeably faster than the dense one.</summary>
    public bool IsNotFaster => Latency.Share > Noticeable;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"batch {Batch}, {Threads} {(Threads == 1 ? "thread" : "threads")}: {Latency}, {Speedup:0.0#} times as fast")
        + (FewerMacs is { } fewer ? FormattableString.Invariant($" with 1/{fewer:0.#} of the multiply-adds") : "")
        + (IsNotFaster ? "; smaller, but not faster: what takes time here is not what was removed" : "");
}
