using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>What a set of groups comes to, in words.</summary>
public static class GroupSummary
{
    /// <summary>How many groups can be pruned, what share of the parameters is in layers that become smaller with them, and why the others are kept.</summary>
    public static string Of(GroupSet groups)
    {
        var prunable = groups.Prunable.ToList();
        var channels = prunable.Aggregate(Size.Zero, (sum, g) => sum + g.Extent);
        var count = channels.IsConstant(out var n) ? n.ToString(CultureInfo.InvariantCulture) : $"{channels}";
        var share = Share(groups, prunable) is { } known ? $"{known.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "")} of the parameters become fewer with them" : "how many parameters become fewer with them depends on what the model is built with";
        var kept = groups.Kept.GroupBy(g => Word(g.Kept!.Kind)).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {g.Key}").ToList();
        return $"{prunable.Count} of {groups.All.Count} groups can be pruned, {count} channels: {share}" + (kept.Count > 0 ? $"; kept: {string.Join(", ", kept)}" : "");
    }

    // Null where a size is not known.
    private static double? Share(GroupSet groups, IEnumerable<PruningGroup> prunable)
    {
        var smaller = new HashSet<string>(prunable.SelectMany(g => g.Occurrences).Select(o => o.Path));
        long all = 0, some = 0;
        foreach (var leaf in groups.Graph.Leaves.Select(v => v.Leaf!).Where(l => !l.IsBuffer))
        {
            if (!leaf.Shape.Aggregate(Size.One, (product, extent) => product * extent).IsConstant(out var count))
            {
                return null;
            }

            all += count;
            some += smaller.Contains(leaf.Path) ? count : 0;
        }

        return all == 0 ? null : (double)some / all;
    }

    private static string Word(KeptKind kind) => kind switch
    {
        KeptKind.ModelInput => "at an input",
        KeptKind.ModelOutput => "at an output",
        KeptKind.KeepDense => "on purpose",
        KeptKind.UnknownOperation => "by an unknown operation",
        KeptKind.Unregistered => "by a layer that is not registered",
        KeptKind.HardCodedSize => "by a size that is written down",
        KeptKind.Undecided => "until the model is built",
        KeptKind.NotZero => "by a constant",
        _ => "by what is done with the channels",
    };
}
