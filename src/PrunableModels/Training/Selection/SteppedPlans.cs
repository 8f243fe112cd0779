using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>
/// The cheapest ways in which groups lose a total together when only some numbers may go of each: dynamic programming over groups and
/// totals, in units that divide all of them.
/// </summary>
internal sealed class SteppedPlans
{
    private readonly int unit;
    private readonly int[][] choices;
    private readonly double[] best = [0];

    /// <param name="groups">For each group the removals that are still possible, and what each costs.</param>
    public SteppedPlans(IReadOnlyList<(int[] Removals, double[] Costs)> groups)
    {
        unit = Math.Max(1, groups.SelectMany(g => g.Removals).Aggregate(0, GreatestCommonDivisor));
        choices = new int[groups.Count][];
        for (var g = 0; g < groups.Count; g++)
        {
            var (removals, costs) = groups[g];
            var totals = best.Length + (removals[^1] / unit);
            var next = Enumerable.Repeat(double.PositiveInfinity, totals).ToArray();
            choices[g] = new int[totals];
            for (var i = 0; i < removals.Length; i++)
            {
                var step = removals[i] / unit;
                for (var before = 0; before < best.Length; before++)
                {
                    var cost = best[before] + costs[i];
                    if (cost < next[before + step])
                    {
                        next[before + step] = cost;
                        choices[g][before + step] = removals[i];
                    }
                }
            }

            best = next;
        }
    }

    /// <summary>The totals that can be reached, rising, with their costs.</summary>
    public IEnumerable<(int Total, double Cost)> Totals =>
        Enumerable.Range(0, best.Length).Where(t => !double.IsPositiveInfinity(best[t])).Select(t => (t * unit, best[t]));

    /// <summary>What each group loses for one of the totals.</summary>
    public int[] Plan(int total)
    {
        var plan = new int[choices.Length];
        for (var g = choices.Length - 1; g >= 0; g--)
        {
            plan[g] = choices[g][total / unit];
            total -= plan[g];
        }

        return plan;
    }

    private static int GreatestCommonDivisor(int left, int right) => right == 0 ? left : GreatestCommonDivisor(right, left % right);
}
