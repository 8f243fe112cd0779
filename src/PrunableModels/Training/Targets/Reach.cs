using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>What the constraints on widths let a model come to, from the least that is pruned to the most.</summary>
/// <param name="Measure">What is counted.</param>
/// <param name="Whole">How many there are: structures, parameters, multiply-adds or microseconds.</param>
/// <param name="Smallest">The fewest that go (structures) or are left (parameters, multiply-adds, microseconds).</param>
/// <param name="Largest">The most.</param>
public sealed record Reach(TargetMeasure Measure, long Whole, long Smallest, long Largest)
{
    /// <summary><see cref="Smallest"/> as a share, which a <see cref="PruningTarget"/> can be.</summary>
    public double SmallestShare => Whole == 0 ? 0 : (double)Smallest / Whole;

    /// <summary><see cref="Largest"/> as a share.</summary>
    public double LargestShare => Whole == 0 ? 0 : (double)Largest / Whole;

    /// <inheritdoc/>
    public override string ToString() => Measure == TargetMeasure.GroupSparsity
        ? FormattableString.Invariant($"from {Smallest:N0} to {Largest:N0} of {Whole:N0} structures can go, a group sparsity of {SmallestShare:0.####} to {LargestShare:0.####}")
        : FormattableString.Invariant($"from {Smallest:N0} to {Largest:N0} of {Whole:N0} {Unit} can be left, a share of {SmallestShare:0.####} to {LargestShare:0.####}");

    private string Unit => Measure switch
    {
        TargetMeasure.Macs => "multiply-adds",
        TargetMeasure.Latency => "microseconds of a forward pass",
        _ => "parameters",
    };

    internal static Reach OfStructures(IReadOnlyList<ConstrainedGroup> groups) =>
        new(TargetMeasure.GroupSparsity, groups.Sum(g => g.Group.Width), ReachableTotals.Minimum(groups), ReachableTotals.Maximum(groups));

    // Which of the groups that lose a number together lose how many is not known, so they are counted as losing nothing.
    internal static Reach OfCost(IReadOnlyList<ConstrainedGroup> groups, CostModel cost) => new(
        cost.Measure,
        cost.Whole,
        cost.Of([.. groups.Select(g => g.Group.Width - (g.Quota is null ? g.Capacity : g.Least))]),
        cost.Of([.. groups.Select(g => g.Group.Width - g.Least)]));

    /// <param name="narrow">Measured with every group as narrow as it may be.</param>
    /// <param name="wide">The same as wide as it may be.</param>
    internal static Reach OfLatency(LatencyChange narrow, LatencyChange wide)
    {
        var whole = (long)Math.Round(narrow.Before.TotalMicroseconds);
        return new(TargetMeasure.Latency, whole, (long)Math.Round(narrow.Share * whole), (long)Math.Round(wide.Share * whole));
    }
}
