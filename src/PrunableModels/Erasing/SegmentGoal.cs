using System;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>A number of segments, each chosen for itself. Every period takes the same number, the last one what does not divide, too.</summary>
internal sealed class SegmentGoal(int total, Func<int[], Erasure> erase) : ErasingGoal(erase)
{
    public override int? Count => total;

    public override long Missing(Erasure erasure, long period, long periods) => (period == periods ? total : total / periods * period) - erasure.Erased.Count;

    public override string ToString() => $"{total} segments";
}
