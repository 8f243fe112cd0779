using System;
using System.Collections.Generic;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>A cost that may be left when segments are erased, dead code not counted.</summary>
/// <param name="cost">What is counted.</param>
/// <param name="limit">The most that may be left.</param>
/// <param name="erase">The erasure of the segments with a 1.</param>
internal sealed class ErasingGoal(ErasureCost cost, long limit, Func<IReadOnlyList<int>, Erasure> erase) : RemovalGoal
{
    public override int[] Plan(RemovalPlanner planner) => throw new NotSupportedException("What can go together is not a matter of numbers.");

    public override bool IsReached(int[] removed, long period, long periods)
    {
        var rest = Math.Max(0, cost.Whole - limit) * ((double)(periods - period) / periods);
        return cost.Left(erase(removed)) <= limit + (long)rest;
    }

    public override string ToString() => FormattableString.Invariant($"segments until there are at most {limit:N0} {cost.Unit}");
}
