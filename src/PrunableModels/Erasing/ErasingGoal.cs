using System;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>How much is to be erased.</summary>
/// <param name="erase">The erasure of the segments with a 1.</param>
internal abstract class ErasingGoal(Func<int[], Erasure> erase) : RemovalGoal
{
    /// <summary>What becomes of the model without the segments that have a 1.</summary>
    public Erasure Erase(int[] removed) => erase(removed);

    /// <summary>What is still to be saved after some of the periods; 0 or less where nothing is.</summary>
    /// <param name="erasure">What is erased.</param>
    /// <param name="period">The periods that are over, at most <paramref name="periods"/>.</param>
    /// <param name="periods">All periods.</param>
    public abstract long Missing(Erasure erasure, long period, long periods);

    public sealed override bool IsReached(int[] removed, long period, long periods) => Missing(Erase(removed), period, periods) <= 0;

    public sealed override int[] Plan(RemovalPlanner planner) => throw new NotSupportedException("What can go together is not a matter of numbers.");
}
