using System;
using PrunableModels.Core;

namespace PrunableModels;

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
