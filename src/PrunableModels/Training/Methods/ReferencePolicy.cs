using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// HESSO as released, faults included, to replay its recorded traces: the target is truncated, the road to zero is one step shorter,
/// pruned structures stay in norms and ranking, what the ranking leaves over is taken by number, and what a constraint refuses is lost.
/// </summary>
internal sealed class ReferencePolicy(IReadOnlyList<ConstrainedGroup> groups, IReadOnlyList<WidthConstraint> constraints, TotalGoal goal) : PruningPolicy(groups, goal)
{
    /// <exception cref="ArgumentException">The options ask for what the released implementation does not know.</exception>
    public static ReferencePolicy Of(StructureMap map, SparseOptions options) =>
        options.TargetGroupSparsity is { } sparsity && options.Rules.Count == 0
            ? new(options.Constrain(map), [.. map.Groups.Select(options.ConstraintOf)], new((int)(map.Count * sparsity)))
            : throw new ArgumentException($"The released implementation knows a group sparsity and no rules: leave out {nameof(HessoOptions.ReferenceSchedule)}, or {nameof(options.Rules)} and other targets.", nameof(options));

    /// <summary>How many structures go.</summary>
    public int Target => goal.Total;

    public override bool CountsGone => true;

    public override bool KeepsMoments => true;

    public override bool SeedsMoments => true;

    public override long Road(long stepsLeft) => Math.Max(1, stepsLeft - 1);

    public override torch.Tensor Norm(torch.Tensor scores) => scores.Squared().sum(-1, keepdim: true).Plus(1e-8).sqrt().Plus(1e-8);

    public override bool IsDone(bool[] gone) => gone.Count(g => g) == goal.Total;

    public override int[] Choose(float[] scores, bool[] gone, long period, long periods)
    {
        var each = goal.Total / (int)periods;
        var quota = period == periods - 1 ? goal.Total - (each * ((int)periods - 1)) : each;
        var chosen = Enumerable.Range(0, scores.Length)
            .OrderBy(s => scores[s]).ThenBy(s => s)
            .Take(gone.Count(g => g) + quota)
            .Where(s => !gone[s])
            .Order()
            .Take(quota)
            .ToArray();
        return Groups.Zip(constraints, (group, constraint) => Allowed(group.Group, constraint, chosen, gone)).SelectMany(s => s).Order().ToArray();
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
