using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>A group before training: what it is, and what pruning may make of it.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Width">How many structures it has.</param>
/// <param name="Widths">How many it may have in the end, rising.</param>
/// <param name="Reason">Why it cannot become narrower than the first of <paramref name="Widths"/>.</param>
/// <param name="Parameters">By how many parameters the model shrinks with the group's first structure.</param>
/// <param name="Macs">By how many multiply-adds; null where the target is neither one of them nor a latency.</param>
public sealed record DryRunGroup(string Id, int Width, IReadOnlyList<int> Widths, string Reason, long Parameters, long? Macs);

/// <summary>A group that is kept whole because removing any of it would not be exact.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Width">How many structures it has, as a number, or in symbols where that is not known.</param>
/// <param name="Reason">Why, with the place in the source.</param>
public sealed record DryRunKept(string Id, string Width, string Reason);

/// <summary>What options would do to a model, looked at before training: groups, widths, ranges and reasons. <see cref="ToString"/> is a table of it.</summary>
/// <param name="Target">How much is to be pruned.</param>
/// <param name="Groups">The groups that can be pruned.</param>
/// <param name="Kept">Those that are kept.</param>
/// <param name="Reaches">What the constraints allow: in structures, in parameters, in multiply-adds if the target is one of them or a latency, and in time if it is one that can be met.</param>
/// <param name="Goal">What the target comes to, such as <c>17 structures</c>; null where it cannot be met.</param>
/// <param name="Problem">Why the target cannot be met, the message that an optimizer would be refused with; null where it can.</param>
public sealed record DryRun(
    PruningTarget Target,
    IReadOnlyList<DryRunGroup> Groups,
    IReadOnlyList<DryRunKept> Kept,
    IReadOnlyList<Reach> Reaches,
    string? Goal,
    string? Problem)
{
    /// <summary>Whether the target can be met.</summary>
    public bool IsReachable => Problem is null;

    /// <inheritdoc/>
    public override string ToString() => DryRunTable.Of(this);

    internal static DryRun Of(Pruning pruning, SparseOptions options)
    {
        options.Validate();
        var groups = options.Constrain(pruning.Map);
        var parameters = pruning.ParameterCost();
        var macs = options.Target is { Measure: TargetMeasure.Macs or TargetMeasure.Latency } target ? pruning.MacCost(target.InputShape) : null;
        int[] whole = [.. groups.Select(g => g.Group.Width)];
        var rows = groups.Select((g, i) => new DryRunGroup(
            g.Group.Id,
            g.Group.Width,
            [.. g.Removals.OrderDescending().Select(r => g.Group.Width - r)],
            g.Reason,
            WorthOfOne(parameters, whole, i),
            macs is null ? null : WorthOfOne(macs, whole, i)));
        List<Reach> reaches = [Reach.OfStructures(groups), Reach.OfCost(groups, parameters)];
        if (macs is not null)
        {
            reaches.Add(Reach.OfCost(groups, macs));
        }

        var (goal, problem) = Goals(pruning, options, groups);
        if (goal is LatencyGoal latency)
        {
            reaches.Add(latency.Reach);
        }

        return new(options.Target!, [.. rows], [.. pruning.Linked.Kept.Select(k => new DryRunKept(k.Group.Id, $"{k.Group.Extent}", k.Reason))], reaches, goal?.Explain(), problem);
    }

    private static (RemovalGoal? Goal, string? Problem) Goals(Pruning pruning, SparseOptions options, IReadOnlyList<ConstrainedGroup> groups)
    {
        try
        {
            return (options.GoalFor(pruning.Map, groups), null);
        }
        catch (ArgumentException e)
        {
            return (null, e.Message);
        }
    }

    private static long WorthOfOne(CostModel cost, int[] whole, int group)
    {
        var narrower = (int[])whole.Clone();
        narrower[group]--;
        return cost.Whole - cost.Of(narrower);
    }
}
