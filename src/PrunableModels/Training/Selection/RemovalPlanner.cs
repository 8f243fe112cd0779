using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>
/// How many structures each group loses until the target is met, so that what goes has the least score of all ways that the widths
/// allow. Planning to the end in each period is what keeps the target within reach: any part of a plan can be continued.
/// </summary>
internal sealed class RemovalPlanner
{
    private readonly int[] start;
    private readonly List<int> stepped;
    private readonly SteppedPlans steps;
    private readonly (int Total, double Cost)[] totals;

    // The groups that may lose any number are one ranking: the structures in order of their cost, by their groups.
    private readonly int[] ranking;
    private readonly double[] sums;

    /// <param name="groups">The groups.</param>
    /// <param name="costs">For each group, what its live structures score, rising.</param>
    /// <param name="removed">For each group, how many structures have gone before.</param>
    public RemovalPlanner(IReadOnlyList<ConstrainedGroup> groups, IReadOnlyList<double[]> costs, int[] removed)
    {
        groups = Settled(groups, costs, removed);
        var possible = groups.Select((group, g) => group.Removals.Where(r => r >= removed[g]).ToArray()).ToArray();
        start = [.. possible.Select((removals, g) => groups[g].IsFree ? removed[g] : removals.Length == 1 ? removals[0] : 0)];
        stepped = [.. Enumerable.Range(0, groups.Count).Where(g => !groups[g].IsFree && possible[g].Length > 1)];
        steps = new([.. stepped.Select(g => (possible[g], Costs(possible[g], RunningSums(costs[g]), removed[g])))]);
        totals = [.. steps.Totals];

        var ranked = Enumerable.Range(0, groups.Count).Where(g => groups[g].IsFree)
            .SelectMany(g => costs[g].Take(groups[g].Capacity - removed[g]).Select(cost => (Cost: cost, Group: g)))
            .OrderBy(candidate => candidate.Cost)
            .ToList();
        ranking = [.. ranked.Select(r => r.Group)];
        sums = RunningSums([.. ranked.Select(r => r.Cost)]);
    }

    /// <summary>For each group how many go in all, so that together it is a total that can be reached.</summary>
    /// <exception cref="InvalidOperationException">It cannot.</exception>
    public int[] WithTotal(int total) =>
        Find(total) ?? throw new InvalidOperationException($"The groups cannot lose {total} structures together.");

    /// <summary>For each group how many go in all, as few together as are enough.</summary>
    /// <param name="isEnough">Whether it is enough; what loses more in each group is then too.</param>
    /// <exception cref="InvalidOperationException">Nothing is enough.</exception>
    public int[] Fewest(Func<int[], bool> isEnough)
    {
        var least = start.Sum() + totals[0].Total;
        var most = start.Sum() + totals[^1].Total + ranking.Length;
        if (stepped.Count == 0)
        {
            // Each plan goes on from the one before: the first that is enough is found by halving.
            while (least < most)
            {
                var half = least + ((most - least) / 2);
                (least, most) = isEnough(WithTotal(half)) ? (least, half) : (half + 1, most);
            }
        }

        return Enumerable.Range(least, most - least + 1).Select(Find).FirstOrDefault(plan => plan is not null && isEnough(plan))
            ?? throw new InvalidOperationException("No removal that the constraints allow is enough.");
    }

    // What groups lose together is planned among them first; for the others theirs are given numbers.
    private static IReadOnlyList<ConstrainedGroup> Settled(IReadOnlyList<ConstrainedGroup> groups, IReadOnlyList<double[]> costs, int[] removed)
    {
        ConstrainedGroup[] settled = [.. groups];
        foreach (var (quota, members) in SharedQuota.Of(groups))
        {
            var among = new RemovalPlanner([.. members.Select(g => groups[g] with { Quota = null })], [.. members.Select(g => costs[g])], [.. members.Select(g => removed[g])]);
            foreach (var (g, number) in members.Zip(among.WithTotal(quota.Total)))
            {
                settled[g] = groups[g] with { Quota = null, Removals = [number] };
            }
        }

        return settled;
    }

    private int[]? Find(int total)
    {
        var rest = total - start.Sum();
        var best = (Total: -1, Cost: double.PositiveInfinity);
        foreach (var (lost, cost) in totals)
        {
            var ranked = rest - lost;
            if (ranked >= 0 && ranked <= ranking.Length && (best.Total < 0 || cost + sums[ranked] < best.Cost))
            {
                best = (lost, cost + sums[ranked]);
            }
        }

        return best.Total < 0 ? null : Plan(best.Total, rest - best.Total);
    }

    private int[] Plan(int lost, int ranked)
    {
        var plan = (int[])start.Clone();
        foreach (var (removal, g) in steps.Plan(lost).Zip(stepped))
        {
            plan[g] = removal;
        }

        foreach (var g in ranking.AsSpan(0, ranked))
        {
            plan[g]++;
        }

        return plan;
    }

    private static double[] Costs(int[] removals, double[] sums, int removed) => Array.ConvertAll(removals, r => sums[r - removed]);

    private static double[] RunningSums(double[] costs)
    {
        var sums = new double[costs.Length + 1];
        for (var i = 0; i < costs.Length; i++)
        {
            sums[i + 1] = sums[i] + costs[i];
        }

        return sums;
    }
}
