using System;

namespace PrunableModels;

/// <summary>How long one forward pass takes in evaluation, measured on this machine.</summary>
/// <param name="Before">Of the whole model: the fastest of several passes.</param>
/// <param name="After">Of the compact one.</param>
public sealed record LatencyChange(TimeSpan Before, TimeSpan After)
{
    /// <summary>What is left of the latency, 1 for all of it.</summary>
    public double Share => After / Before;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{After.TotalMilliseconds:0.###} of {Before.TotalMilliseconds:0.###} ms ({Share:P1})");
}
