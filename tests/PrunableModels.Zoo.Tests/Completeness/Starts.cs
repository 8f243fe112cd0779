using System.Text.RegularExpressions;

namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>Where the search begins: channels of one layer of which no prunable group covers any.</summary>
internal static partial class Starts
{
    /// <summary>
    /// The starts, simple ones first: the first and the last single channel, then what one index of a middle axis covers where the
    /// channels are a product of two or three, such as heads. Of layers that are repeated, such as those of a block, the last one of
    /// each comes first.
    /// </summary>
    public static IEnumerable<Trial> Of(Subject subject) => subject.Layers
        .Reverse()
        .GroupBy(layer => Number().Replace(layer.Name, "#"))
        .SelectMany(group => group.Select((layer, repetition) => (Layer: layer, Repetition: repetition)))
        .SelectMany(l => Of(l.Layer, Kept(subject, l.Layer)).Select((positions, order) => (layer: l.Layer, positions, order: (l.Repetition, order))))
        .OrderBy(s => s.order)
        .Select(s => new Trial(new Dictionary<Layer, IReadOnlySet<long>> { [s.layer] = s.positions }));

    private static IEnumerable<IReadOnlySet<long>> Of(Layer layer, List<long> kept)
    {
        if (kept.Count == 0 || layer.Width < 2)
        {
            return [];
        }

        var isKept = kept.ToHashSet();
        return new long[] { kept[0], kept[^1] }.Distinct().Select(p => new HashSet<long> { p })
            .Concat(Products(layer.Width).Where(isKept.IsSupersetOf));
    }

    // Channels [outer, extent, inner] in row-major order, of which the first index of the middle axis goes.
    private static IEnumerable<HashSet<long>> Products(long width) =>
        from inner in Divisors(width)
        from extent in Divisors(width / inner)
        where extent > 1 && (inner > 1 || extent < width)
        select Enumerable.Range(0, (int)width).Select(p => (long)p).Where(p => p / inner % extent == 0).ToHashSet();

    private static IEnumerable<long> Divisors(long number) => Enumerable.Range(1, (int)number).Select(d => (long)d).Where(d => number % d == 0);

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    private static List<long> Kept(Subject subject, Layer layer)
    {
        var kept = Enumerable.Range(0, (int)layer.Width).Select(p => (long)p).ToHashSet();
        foreach (var slice in subject.Pruning.Map.Slices.Where(s => layer.Writes.Any(w => w.Stored.Path == s.Path && w.Axis == s.Axis)))
        {
            kept.ExceptWith(slice.Structures.lt(subject.Pruning.Map.Count).nonzero().squeeze(1).data<long>());
        }

        return [.. kept.Order()];
    }
}
