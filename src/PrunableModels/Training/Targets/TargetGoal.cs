using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>From what is wanted to what has to go.</summary>
internal static class TargetGoal
{
    /// <summary>The goal of a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="groups">The groups and what each may lose.</param>
    /// <param name="model">The model's pruning; null where the model is not known.</param>
    /// <param name="name">The option, for the exceptions.</param>
    /// <exception cref="ArgumentException">The constraints do not let the target be met; the message gives the reachable range.</exception>
    public static RemovalGoal Of(PruningTarget target, IReadOnlyList<ConstrainedGroup> groups, Pruning? model, string name)
    {
        if (target.Measure == TargetMeasure.GroupSparsity)
        {
            return new TotalGoal(Total(target.Share, groups, name));
        }

        if (model is null || target.CostOf(model) is not { } cost)
        {
            throw new ArgumentException($"The target is {target}, and the costs are the model's, not the map's: make the optimizer by the method of the model.", name);
        }

        if (target.Measure == TargetMeasure.Latency)
        {
            using var scope = NewDisposeScope();
            return new LatencyGoal(target, LatencySearch.Find(model, target.InputFor(model), target.Share, groups, name), groups);
        }

        // A share that comes from a number may lie a little below it.
        var limit = (long)Math.Floor(cost.Whole * target.Share * (1 + 1e-12));
        var reach = Reach.OfCost(groups, cost);
        return reach.Smallest <= limit
            ? new CostGoal(cost, [.. groups.Select(g => g.Group.Width)], limit)
            : throw new ArgumentException(FormattableString.Invariant($"A share of {target.Share} of the {cost.Unit} means {limit:N0} of {cost.Whole:N0}; of those {reach}: raise the share, or loosen the constraints on widths."), name);
    }

    private static int Total(double sparsity, IReadOnlyList<ConstrainedGroup> groups, string name)
    {
        var count = groups.Sum(g => g.Group.Width);
        var wanted = (int)Math.Round(count * sparsity, MidpointRounding.AwayFromZero);
        var (least, most) = (ReachableTotals.Minimum(groups), ReachableTotals.Maximum(groups));
        if (wanted > most)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"A group sparsity of {sparsity} means {wanted} of {count} structures; the constraints on widths allow {most}, a group sparsity of at most {(double)most / count:0.####}."),
                name);
        }

        if (wanted < least)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"A group sparsity of {sparsity} means {wanted} of {count} structures; the rules alone take {least}, a group sparsity of at least {(double)least / count:0.####}."),
                name);
        }

        return ReachableTotals.Nearest(groups, wanted);
    }
}
