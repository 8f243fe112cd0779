using System;
using System.IO;
using System.Linq;

namespace PrunableModels;

/// <summary>When enough is removed.</summary>
internal abstract class RemovalGoal
{
    /// <summary>How many structures go, where that is what is asked for; null for a cost.</summary>
    public virtual int? Count => null;

    /// <summary>How many structures each group loses in all, for the least score.</summary>
    public abstract int[] Plan(RemovalPlanner planner);

    /// <summary>Whether so much is removed as is due after some of the periods; after the last one, whether the goal is reached.</summary>
    /// <param name="removed">How many structures of each group have gone.</param>
    /// <param name="period">The periods that are over, at most <paramref name="periods"/>.</param>
    /// <param name="periods">All periods.</param>
    public abstract bool IsReached(int[] removed, long period, long periods);

    /// <summary>The goal in words: the same for the same goal, so that a saved state can be told apart from one of another.</summary>
    public abstract override string ToString();

    /// <summary>What the goal comes to on this machine, in words.</summary>
    public virtual string Explain() => ToString();

    /// <summary>Saves what was measured and not given.</summary>
    public virtual void Save(BinaryWriter writer)
    {
    }

    /// <summary>Loads what <see cref="Save"/> saved: the goal is then that of the saved run.</summary>
    public virtual void Load(BinaryReader reader)
    {
    }

    /// <summary>The same for a checkpoint.</summary>
    public virtual void Declare(StateFields fields)
    {
    }
}

/// <summary>A number of structures. Every period takes the same number, the last one what does not divide, too.</summary>
internal sealed class TotalGoal(int total) : RemovalGoal
{
    public int Total { get; } = total;

    public override int? Count => Total;

    public override int[] Plan(RemovalPlanner planner) => planner.WithTotal(Total);

    public override bool IsReached(int[] removed, long period, long periods) =>
        removed.Sum() >= (period == periods ? Total : Total / periods * period);

    public override string ToString() => $"{Total} structures";
}

/// <summary>
/// A cost that the compact model may have. Every period takes structures until the cost has come down by the same part of the way, and
/// the last one until it is reached, by the scores of that time.
/// </summary>
internal class CostGoal(CostModel cost, int[] widths, long limit) : RemovalGoal
{
    /// <summary>The most that may be left.</summary>
    public long Limit { get; protected set; } = limit;

    /// <summary>The cost, by what the groups have left.</summary>
    public CostModel Model { get; } = cost;

    public override int[] Plan(RemovalPlanner planner) => planner.Fewest(removed => Cost(removed) <= Limit);

    public override bool IsReached(int[] removed, long period, long periods)
    {
        var rest = Math.Max(0, Model.Whole - Limit) * ((double)(periods - period) / periods);
        return Cost(removed) <= Limit + (long)rest;
    }

    public override string ToString() => FormattableString.Invariant($"structures until there are at most {Limit:N0} {Model.Unit}");

    private long Cost(int[] removed)
    {
        var kept = new int[widths.Length];
        for (var g = 0; g < kept.Length; g++)
        {
            kept[g] = widths[g] - removed[g];
        }

        return Model.Of(kept);
    }
}
