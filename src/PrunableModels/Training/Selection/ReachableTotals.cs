using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace PrunableModels;

/// <summary>Which numbers of structures can go over all groups together.</summary>
internal static class ReachableTotals
{
    public static int Minimum(IReadOnlyList<ConstrainedGroup> groups) => groups.Sum(group => group.Least);

    public static int Maximum(IReadOnlyList<ConstrainedGroup> groups) => groups.Sum(group => group.Capacity);

    /// <summary>The total nearest to <paramref name="wanted"/>, which is within the minimum and the maximum; of two, the larger.</summary>
    public static int Nearest(IReadOnlyList<ConstrainedGroup> groups, int wanted)
    {
        if (groups.All(group => group.IsFree || group.Removals.Length == 1))
        {
            return wanted;
        }

        // Bit n of the number says whether a total of n can be reached: a group's choice shifts all of them.
        var reachable = BigInteger.One;
        foreach (var group in groups)
        {
            reachable = group.Removals.Aggregate(BigInteger.Zero, (sum, removal) => sum | (reachable << removal));
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
}
