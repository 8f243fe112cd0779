using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// HESSO as released, faults included, to replay its recorded traces: the target is truncated, the road to zero is one step shorter,
/// pruned structures stay in norms and ranking, what the ranking leaves over is taken by number, and what a constraint refuses is lost.
/// </summary>
internal sealed class ReferencePolicy(IReadOnlyList<LinkedGroup> groups, IReadOnlyList<WidthConstraint> constraints) : PruningPolicy
{
    public override bool CountsGone => true;

    public override bool KeepsMoments => true;

    public override bool SeedsMoments => true;

    public override int Target(int count, double sparsity) => (int)(count * sparsity);

    public override long Road(long stepsLeft) => Math.Max(1, stepsLeft - 1);

    public override torch.Tensor Norm(torch.Tensor scores) => (scores.square().sum() + 1e-8).sqrt() + 1e-8;

    public override int[] Choose(float[] scores, bool[] gone, int target, int quota)
    {
        var chosen = Enumerable.Range(0, scores.Length)
            .OrderBy(s => scores[s]).ThenBy(s => s)
            .Take(gone.Count(g => g) + quota)
            .Where(s => !gone[s])
            .Order()
            .Take(quota)
            .ToArray();
        return groups.Zip(constraints, (group, constraint) => Allowed(group, constraint, chosen, gone)).SelectMany(s => s).Order().ToArray();
    }

    private static IEnumerable<int> Allowed(LinkedGroup group, WidthConstraint constraint, int[] chosen, bool[] gone)
    {
        var live = Enumerable.Range(group.Start, group.Width).Count(s => !gone[s]);
        var wanted = chosen.Where(s => s >= group.Start && s < group.End).ToArray();

        // The width left is rounded up to a multiple of the divisor.
        var kept = Math.Max(live - wanted.Length, Math.Max(constraint.MinimumWidth, constraint.Divisor));
        kept = (kept + constraint.Divisor - 1) / constraint.Divisor * constraint.Divisor;
        return wanted.Take(Math.Max(0, live - kept));
    }
}
