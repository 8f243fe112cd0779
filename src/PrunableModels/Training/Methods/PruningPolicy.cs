using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>The decisions in which this project and the released HESSO differ.</summary>
/// <param name="groups">The groups and what each may lose.</param>
/// <param name="goal">When enough is gone.</param>
internal abstract class PruningPolicy(IReadOnlyList<ConstrainedGroup> groups, RemovalGoal goal)
{
    /// <summary>Stands for 0 in divisors: a normal number of single precision.</summary>
    private const double Tiny = 1e-37;

    /// <summary>The groups and what each may lose.</summary>
    public IReadOnlyList<ConstrainedGroup> Groups { get; } = groups;

    /// <summary>When enough is gone.</summary>
    public RemovalGoal Goal { get; } = goal;

    /// <summary>Whether structures that are gone still count in the norms of the criteria.</summary>
    public abstract bool CountsGone { get; }

    /// <summary>Whether the moments of pruned structures stay.</summary>
    public abstract bool KeepsMoments { get; }

    /// <summary>Whether Adam's moments start at the first gradient.</summary>
    public abstract bool SeedsMoments { get; }

    /// <summary>The length R of the road to zero at a step: structures are multiplied by (R - 1) / R.</summary>
    public abstract long Road(long stepsLeft);

    /// <summary>The divisor of a criterion's scores: shape <c>[..., 1]</c> for scores of shape <c>[..., Count]</c>.</summary>
    public abstract torch.Tensor Norm(torch.Tensor scores);

    /// <summary>The Euclidean norm over all structures.</summary>
    protected static torch.Tensor EuclideanNorm(torch.Tensor scores)
    {
        // Squares of small second-order terms would vanish: the largest score is taken out first.
        var scale = scores.abs().amax([-1], keepdim: true).AtLeast(Tiny);
        return ((scores / scale).Squared().sum(-1, keepdim: true).sqrt() * scale).AtLeast(Tiny);
    }

    /// <summary>The structures to drive to zero in a period, rising.</summary>
    /// <param name="scores">The score of every structure; low is redundant.</param>
    /// <param name="gone">Whether a structure was chosen before.</param>
    /// <param name="period">The period, from 0; the last one takes all that is missing.</param>
    /// <param name="periods">The number of periods; 1 for all at once.</param>
    public abstract int[] Choose(float[] scores, bool[] gone, long period, long periods);

    /// <summary>Whether what is gone is all that has to go.</summary>
    public virtual bool IsDone(bool[] gone)
    {
        int[] removed = [.. Groups.Select(g => Enumerable.Range(g.Group.Start, g.Group.Width).Count(s => gone[s]))];
        return Goal.IsReached(removed, 1, 1) && SharedQuota.Of(Groups).All(shared => shared.Groups.Sum(g => removed[g]) == shared.Quota.Total) && Groups.Zip(removed, (group, number) => group.Allows(number)).All(allowed => allowed);
    }
}
