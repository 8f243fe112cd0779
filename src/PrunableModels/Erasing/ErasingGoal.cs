using System;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>How much is to be erased.</summary>
/// <param name="erase">The erasure of the segments with a 1.</param>
internal abstract class ErasingGoal(Func<int[], Erasure> erase) : RemovalGoal
{
    /// <summary>What is still to be saved after some of the periods; 0 or less where nothing is.</summary>
    /// <param name="erasure">What is erased.</param>
    /// <param name="period">The periods that are over, at most <paramref name="periods"/>.</param>
    /// <param name="periods">All periods.</param>
    public abstract long Missing(Erasure erasure, long period, long periods);

    public sealed override bool IsReached(int[] removed, long period, long periods) => Missing(erase(removed), period, periods) <= 0;

    public sealed override int[] Plan(RemovalPlanner planner) => throw new NotSupportedException("What can go together is not a matter of numbers.");
}

/// <summary>A number of segments, each chosen for itself. Every period takes the same number, the last one what does not divide, too.</summary>
internal sealed class SegmentGoal(int total, Func<int[], Erasure> erase) : ErasingGoal(erase)
{
    public override int? Count => total;

    public override long Missing(Erasure erasure, long period, long periods) => (period == periods ? total : total / periods * period) - erasure.Erased.Count;

    public override string ToString() => $"{total} segments";
}

/// <summary>A cost that may be left, dead code not counted. Every period comes down by the same part of the way.</summary>
/// <param name="cost">What is counted.</param>
/// <param name="limit">The most that may be left.</param>
/// <param name="erase">The erasure of the segments with a 1.</param>
internal sealed class ErasureCostGoal(ErasureCost cost, long limit, Func<int[], Erasure> erase) : ErasingGoal(erase)
{
    public override long Missing(Erasure erasure, long period, long periods)
    {
        var rest = Math.Max(0, cost.Whole - limit) * ((double)(periods - period) / periods);
        return cost.Left(erasure) - limit - (long)rest;
    }

    public override string ToString() => FormattableString.Invariant($"segments until there are at most {limit:N0} {cost.Unit}");
}
