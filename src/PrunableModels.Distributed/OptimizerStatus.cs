using System;
using System.Runtime.InteropServices;

namespace PrunableModels.Distributed;

/// <summary>How far an optimizer is and what it has chosen: the same in all processes, or they have parted.</summary>
/// <param name="Step">Its steps.</param>
/// <param name="SkippedSteps">The batches that were left out.</param>
/// <param name="RedundantCount">Structures on their way to zero.</param>
/// <param name="PrunedCount">Structures at zero.</param>
/// <param name="Digest">Stands for the status of every single structure.</param>
internal readonly record struct OptimizerStatus(long Step, long SkippedSteps, long RedundantCount, long PrunedCount, ulong Digest)
{
    public static OptimizerStatus Of(SparseOptimizer optimizer) => new(
        optimizer.Step,
        optimizer.SkippedSteps,
        optimizer.RedundantCount,
        optimizer.PrunedCount,
        Agreement.Digest(MemoryMarshal.AsBytes(optimizer.Statuses.AsSpan())));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Step} steps, {SkippedSteps} skipped, {RedundantCount} structures on their way to zero, {PrunedCount} at zero, choice {Digest:x16}");
}
