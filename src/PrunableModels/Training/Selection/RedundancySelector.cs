using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>Chooses the structures of one period: the lowest scores that the constraints allow, exactly as many as the quota.</summary>
internal sealed class RedundancySelector(IReadOnlyList<ConstrainedGroup> groups)
{
    /// <param name="scores">The score of every structure; low is redundant. Ties go to the lower number, not-a-number comes last.</param>
    /// <param name="gone">Whether a structure was chosen before.</param>
    /// <param name="target">How many structures go in all, those that are gone included; one of the reachable totals.</param>
    /// <param name="quota">How many go now.</param>
    /// <returns>The numbers of the chosen structures, rising.</returns>
    public int[] Choose(float[] scores, bool[] gone, int target, int quota)
    {
        var ranked = groups.Select(group => Ranked(group.Group, scores, gone)).ToArray();
        var costs = ranked.Select(structures => structures.Select(s => Cost(scores[s])).ToArray()).ToArray();
        var removed = groups.Select(group => group.Group.Width).Zip(ranked, (width, live) => width - live.Length).ToArray();
        var plan = RemovalPlan.Of(groups, costs, removed, target);
        return ranked
            .SelectMany((structures, g) => structures.Take(plan[g] - removed[g]))
            .OrderBy(s => Cost(scores[s])).ThenBy(s => s)
            .Take(quota)
            .Order()
            .ToArray();
    }

    private static int[] Ranked(LinkedGroup group, float[] scores, bool[] gone) =>
        Enumerable.Range(group.Start, group.Width)
            .Where(s => !gone[s])
            .OrderBy(s => Cost(scores[s])).ThenBy(s => s)
            .ToArray();

    /// <summary>Finite, so that sums of costs can be compared.</summary>
    private static double Cost(float score) => float.IsFinite(score) ? score : float.IsNegative(score) && !float.IsNaN(score) ? float.MinValue : float.MaxValue;
}
