using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>Chooses the structures of one period: the lowest scores that the constraints allow, until so much is gone as is due.</summary>
/// <param name="groups">The groups.</param>
/// <param name="goal">When enough is gone.</param>
internal sealed class RedundancySelector(IReadOnlyList<ConstrainedGroup> groups, RemovalGoal goal)
{
    /// <summary>What goes in a period.</summary>
    /// <param name="scores">The score of every structure; low is redundant. Ties go to the lower number, not-a-number comes last.</param>
    /// <param name="gone">Whether a structure was chosen before.</param>
    /// <param name="period">The period, from 0; the last one takes all that is missing.</param>
    /// <param name="periods">The number of periods.</param>
    /// <returns>The numbers of the chosen structures, rising.</returns>
    public int[] Choose(float[] scores, bool[] gone, long period, long periods)
    {
        var ranked = groups.Select(group => Ranked(group.Group, scores, gone)).ToArray();
        var costs = ranked.Select(structures => structures.Select(s => Cost(scores[s])).ToArray()).ToArray();
        var removed = groups.Select(group => group.Group.Width).Zip(ranked, (width, live) => width - live.Length).ToArray();
        var plan = goal.Plan(new(groups, costs, removed));
        var planned = ranked
            .SelectMany((structures, g) => structures.Take(plan[g] - removed[g]).Select(s => (Structure: s, Group: g)))
            .OrderBy(p => Cost(scores[p.Structure])).ThenBy(p => p.Structure);
        var chosen = new List<int>();
        foreach (var (structure, group) in planned)
        {
            // Enough of all may still leave a group at a width that it may not end with: the last period goes by the plan.
            if (period < periods - 1 && goal.IsReached(removed, period + 1, periods))
            {
                break;
            }

            removed[group]++;
            chosen.Add(structure);
        }

        chosen.Sort();
        return [.. chosen];
    }

    private static int[] Ranked(LinkedGroup group, float[] scores, bool[] gone) =>
        Enumerable.Range(group.Start, group.Width)
            .Where(s => !gone[s])
            .OrderBy(s => Cost(scores[s])).ThenBy(s => s)
            .ToArray();

    /// <summary>Finite, so that sums of costs can be compared.</summary>
    private static double Cost(float score) => float.IsFinite(score) ? score : float.IsNegative(score) && !float.IsNaN(score) ? float.MinValue : float.MaxValue;
}
