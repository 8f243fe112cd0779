using System;
using TorchSharp;

namespace PrunableModels;

/// <summary>The decisions in which this project and the released HESSO differ.</summary>
internal abstract class PruningPolicy
{
    /// <summary>Whether structures that are gone still count in the norms of the criteria.</summary>
    public abstract bool CountsGone { get; }

    /// <summary>Whether the moments of pruned structures stay.</summary>
    public abstract bool KeepsMoments { get; }

    /// <summary>Whether Adam's moments start at the first gradient.</summary>
    public abstract bool SeedsMoments { get; }

    /// <summary>The number of structures to prune.</summary>
    /// <exception cref="ArgumentException">The constraints do not allow that many.</exception>
    public abstract int Target(int count, double sparsity);

    /// <summary>The length R of the road to zero at a step: structures are multiplied by (R - 1) / R.</summary>
    public abstract long Road(long stepsLeft);

    /// <summary>The divisor of a criterion's scores.</summary>
    public abstract torch.Tensor Norm(torch.Tensor scores);

    /// <summary>The structures to drive to zero in a period.</summary>
    public abstract int[] Choose(float[] scores, bool[] gone, int target, int quota);
}
