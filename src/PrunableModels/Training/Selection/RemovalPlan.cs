using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>
/// How many structures each group loses until the target is met, so that what goes has the least score of all ways that the widths
/// allow. Planning to the end in each period is what keeps the target within reach: any part of a plan can be continued.
/// </summary>
internal static class RemovalPlan
{
    /// <param name="groups">The groups.</param>
    /// <param name="costs">For each group, what its live structures score, rising.</param>
    /// <param name="removed">For each group, how many structures have gone before.</param>
    /// <param name="target">How many go in all.</param>
    /// <returns>For each group, how many go in all.</returns>
    public static int[] Of(IReadOnlyList<ConstrainedGroup> groups, IReadOnlyList<double[]> costs, int[] removed, int target) =>
        groups.All(group => group.IsFree) ? Lowest(groups, costs, removed, target) : Cheapest(groups, costs, removed, target);

    /// <summary>Any number may go: the lowest scores, as long as the group has room.</summary>
    private static int[] Lowest(IReadOnlyList<ConstrainedGroup> groups, IReadOnlyList<double[]> costs, int[] removed, int target)
    {
        var plan = (int[])removed.Clone();
        var remaining = target - removed.Sum();
        var ranking = Enumerable.Range(0, groups.Count)
            .SelectMany(g => costs[g].Select(cost => (Cost: cost, Group: g)))
            .OrderBy(candidate => candidate.Cost);
        foreach (var (_, g) in ranking)
        {
            if (remaining > 0 && plan[g] < groups[g].Capacity)
            {
                plan[g]++;
                remaining--;
            }
        }

        return plan;
    }

    /// <summary>Only some numbers may go: dynamic programming over groups and totals, in units that divide all of them.</summary>
    private static int[] Cheapest(IReadOnlyList<ConstrainedGroup> groups, IReadOnlyList<double[]> costs, int[] removed, int target)
    {
        var unit = groups.SelectMany(group => group.Removals).Append(target).Aggregate(0, GreatestCommonDivisor);
        var totals = target / Math.Max(1, unit);
        var best = Enumerable.Repeat(double.PositiveInfinity, totals + 1).ToArray();
        best[0] = 0;
        var choices = new int[groups.Count][];
        for (var g = 0; g < groups.Count; g++)
        {
            var sums = RunningSums(costs[g]);
            var next = Enumerable.Repeat(double.PositiveInfinity, totals + 1).ToArray();
            choices[g] = new int[totals + 1];
            foreach (var removal in groups[g].Removals.Where(removal => removal >= removed[g]))
            {
                var step = removal / Math.Max(1, unit);
                for (var total = step; total <= totals; total++)
                {
                    var cost = best[total - step] + sums[removal - removed[g]];
                    if (cost < next[total])
                    {
                        next[total] = cost;
                        choices[g][total] = removal;
                    }
                }
            }

            best = next;
        }

        return Backtrack(choices, totals, Math.Max(1, unit));
    }

    private static int[] Backtrack(int[][] choices, int total, int unit)
    {
        var plan = new int[choices.Length];
        for (var g = choices.Length - 1; g >= 0; g--)
        {
            plan[g] = choices[g][total];
            total -= plan[g] / unit;
        }

        return plan;
    }

    private static double[] RunningSums(double[] costs)
    {
        var sums = new double[costs.Length + 1];
        for (var i = 0; i < costs.Length; i++)
        {
            sums[i + 1] = sums[i] + costs[i];
        }

        return sums;
    }

    private static int GreatestCommonDivisor(int left, int right) => right == 0 ? left : GreatestCommonDivisor(right, left % right);
}
