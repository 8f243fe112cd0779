using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>A number of structures that several groups lose together, no matter which of them loses how many; told apart by the pattern.</summary>
/// <param name="Pattern">What names the groups.</param>
/// <param name="Total">How many structures go.</param>
internal sealed record SharedQuota(string Pattern, int Total)
{
    /// <summary>The indices of the groups of each quota.</summary>
    public static IEnumerable<(SharedQuota Quota, int[] Groups)> Of(IReadOnlyList<ConstrainedGroup> groups) => groups
        .Select((group, g) => (group.Quota, Group: g))
        .Where(item => item.Quota is not null)
        .GroupBy(item => item.Quota!, item => item.Group)
        .Select(items => (items.Key, items.ToArray()));

    public override string ToString() => $"{Total} together by '{Pattern}'";
}
