using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace PrunableModels;

/// <summary>Which numbers of structures can go over all groups together.</summary>
internal static class ReachableTotals
{
    public static int Minimum(IReadOnlyList<ConstrainedGroup> groups) => Choices(groups).Sum(removals => removals[0]);

    public static int Maximum(IReadOnlyList<ConstrainedGroup> groups) => Choices(groups).Sum(removals => removals[^1]);

    /// <summary>The total nearest to <paramref name="wanted"/>, which is within the minimum and the maximum; of two, the larger.</summary>
    public static int Nearest(IReadOnlyList<ConstrainedGroup> groups, int wanted)
    {
        var choices = Choices(groups).ToList();
        if (choices.All(removals => removals.Length == 1 || removals.Length == removals[^1] + 1))
        {
            return wanted;
        }

        // Bit n of the number says whether a total of n can be reached: a group's choice shifts all of them.
        var reachable = BigInteger.One;
        foreach (var removals in choices)
        {
            reachable = removals.Aggregate(BigInteger.Zero, (sum, removal) => sum | (reachable << removal));
        }

        var distance = 0;
        while (true)
        {
            foreach (var total in new[] { wanted + distance, wanted - distance })
            {
                if (total >= 0 && !((reachable >> total) & 1).IsZero)
                {
                    return total;
                }
            }

            distance++;
        }
    }

    // What each group may lose; groups of one quota have one number among them.
    private static IEnumerable<int[]> Choices(IReadOnlyList<ConstrainedGroup> groups) =>
        groups.Where(group => group.Quota is null).Select(group => group.Removals)
            .Concat(SharedQuota.Of(groups).Select(shared => new[] { shared.Quota.Total }));
}
