using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using static TorchSharp.torch;
using Size = PrunableModels.Core.Size;

namespace PrunableModels;

/// <summary>
/// Where the structures of one space lie in an axis, term by term: a term of <c>outer * S * inner</c> holds each structure
/// <c>inner</c> times in a row, and all of them <c>outer</c> times.
/// </summary>
internal sealed class AxisLayout
{
    private readonly IReadOnlyList<Segment> segments;

    private AxisLayout(IReadOnlyList<Segment> segments) => this.segments = segments;

    private readonly record struct Segment(long Extent, long Inner, long Outer, bool HasSpace);

    /// <summary>The layouts of a space in an axis: several where a product holds it more than once. Null where extents that are not known leave it open.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="space">The space.</param>
    /// <param name="extent">How many indices the axis really has.</param>
    public static IReadOnlyList<AxisLayout>? Find(AxisType axis, Space space, long extent)
    {
        // Most axes are one space.
        if (axis.IsSpace(out var only) && only == space && space.Extent.IsConstant(out var width) && width == extent)
        {
            return [new([new(extent, 1, 1, HasSpace: true)])];
        }

        var repetitions = axis.Terms.Max(t => t.Factors.Count(f => f.Space == space));
        if (axis.TermExtents(extent) is not { } extents)
        {
            return null;
        }

        var layouts = new List<AxisLayout>();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var segments = axis.Terms.Select((t, i) => Place(t, space, extents[i], repetition)).ToList();
            if (segments.Contains(null))
            {
                return null;
            }

            layouts.Add(new([.. segments.Select(s => s!.Value)]));
        }

        return layouts;
    }

    /// <summary>How many positions of the axis belong to a structure.</summary>
    public long Covered => segments.Where(s => s.HasSpace).Sum(s => s.Extent);

    /// <summary>The structure to which each position belongs, from <paramref name="start"/> on, and <paramref name="none"/> for no structure.</summary>
    public Tensor ToTensor(int start, int width, int none, Device device) => cat(
        [.. segments.Select(s => s.HasSpace
            ? TensorNumbers.Range(start, start + width, device).repeat_interleave(s.Inner).repeat(s.Outer)
            : TensorNumbers.Repeated(none, s.Extent, device))],
        dim: 0);

    private static Segment? Place(AxisTerm term, Space space, long extent, int repetition)
    {
        var positions = Enumerable.Range(0, term.Factors.Count).Where(i => term.Factors[i].Space == space).ToList();
        if (positions.Count <= repetition)
        {
            return new(extent, 0, 0, HasSpace: false);
        }

        var (outer, outerOpen) = Product(term.Factors.Take(positions[repetition]));
        var (inner, innerOpen) = Product(term.Factors.Skip(positions[repetition] + 1));
        var known = outer * inner * (space.Extent.IsConstant(out var width) ? width : 0);
        if (known == 0 || extent % known != 0)
        {
            return null;
        }

        var rest = extent / known;
        return (innerOpen && outerOpen && rest != 1) || (!innerOpen && !outerOpen && rest != 1)
            ? null
            : new(extent, innerOpen ? inner * rest : inner, innerOpen ? outer : outer * rest, HasSpace: true);
    }

    private static (long Known, bool IsOpen) Product(IEnumerable<AxisFactor> factors)
    {
        var extents = factors.Select(f => f.Extent.IsConstant(out var n) ? (long?)n : null).ToList();
        return (extents.Aggregate(1L, (product, n) => product * (n ?? 1)), extents.Contains(null));
    }
}
