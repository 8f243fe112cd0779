using PrunableModels.Core;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>Tries to remove a structure of every group that the analysis keeps, at the places that the analysis itself gives to it.</summary>
internal static class KeptGroups
{
    /// <summary>The kept groups whose layouts are known, with what came of it.</summary>
    public static IEnumerable<(KeptGroup Kept, Verdict Verdict)> Try(Subject subject)
    {
        foreach (var kept in subject.Pruning.Linked.Kept)
        {
            if (kept.Group.Extent.IsConstant(out var width) && width > 1 && Cuts(subject, kept.Group, (int)width) is { } cuts)
            {
                yield return (kept, Verdict(subject, cuts));
            }
        }
    }

    private static Verdict Verdict(Subject subject, IReadOnlyList<(OccurrenceRole Role, Cut Cut)> cuts)
    {
        using var scope = NewDisposeScope();
        var zeroed = new ZeroedRun(cuts.Where(c => c.Role == OccurrenceRole.Writer).Select(c => c.Cut), []).Prepare();
        var expected = subject.Run(zeroed);
        zeroed.Restore();
        return Trial.Compare(subject, expected, [.. cuts.Select(c => c.Cut)]).Verdict;
    }

    // The places of the group's last structure; null where the analysis does not know one.
    private static List<(OccurrenceRole Role, Cut Cut)>? Cuts(Subject subject, PruningGroup group, int width)
    {
        using var scope = NewDisposeScope();
        var cuts = new List<(OccurrenceRole, Cut)>();
        var tensors = subject.Pruning.Linked.Live.Tensors.ToDictionary(t => t.Path, t => t.Tensor, StringComparer.Ordinal);
        foreach (var place in group.Occurrences)
        {
            var tensor = tensors[place.Path];
            if (AxisLayout.Find(place.Type, group.Space, tensor.shape[place.Axis]) is not { } layouts || !subject.Tensors.TryFind(tensor, out var stored))
            {
                return null;
            }

            cuts.AddRange(layouts.Select(l => (place.Role, new Cut(new(stored, place.Axis), l.ToTensor(0, width, -1, CPU).eq(width - 1).nonzero().squeeze(1).data<long>().ToHashSet()))));
        }

        return cuts;
    }
}
