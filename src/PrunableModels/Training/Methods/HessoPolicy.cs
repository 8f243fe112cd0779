using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>HESSO as the paper means it: what is gone is out of the ranking, and the target is met to the structure.</summary>
internal sealed class HessoPolicy : PruningPolicy
{
    /// <summary>Stands for 0 in divisors: a normal number of single precision.</summary>
    private const double Tiny = 1e-37;

    private readonly ConstrainedGroup[] groups;
    private readonly RedundancySelector selector;

    public HessoPolicy(IReadOnlyList<LinkedGroup> groups, IReadOnlyList<WidthConstraint> constraints)
    {
        this.groups = groups.Zip(constraints, (group, constraint) => new ConstrainedGroup(group, constraint)).ToArray();
        selector = new RedundancySelector(this.groups);
    }

    public override bool CountsGone => false;

    public override bool KeepsMoments => false;

    public override bool SeedsMoments => false;

    public override int Target(int count, double sparsity)
    {
        var wanted = (int)Math.Round(count * sparsity, MidpointRounding.AwayFromZero);
        var maximum = ReachableTotals.Maximum(groups);
        if (wanted > maximum)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"A group sparsity of {sparsity} means {wanted} of {count} structures; the constraints on widths allow {maximum}, a group sparsity of at most {(double)maximum / count:0.####}."),
                nameof(HessoOptions.TargetGroupSparsity));
        }

        return ReachableTotals.Nearest(groups, wanted);
    }

    public override long Road(long stepsLeft) => stepsLeft;

    public override torch.Tensor Norm(torch.Tensor scores)
    {
        // Squares of small second-order terms would vanish: the largest score is taken out first.
        var scale = scores.abs().amax().clamp_min(Tiny);
        return ((scores / scale).square().sum().sqrt() * scale).clamp_min(Tiny);
    }

    public override int[] Choose(float[] scores, bool[] gone, int target, int quota) => selector.Choose(scores, gone, target, quota);
}
