using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>How many positions of an axis are left: a polynomial in the widths that its groups have left, one term for each term of the axis.</summary>
internal sealed class AxisCount
{
    private readonly IReadOnlyList<Term> terms;

    private AxisCount(IReadOnlyList<Term> terms) => this.terms = terms;

    /// <summary>A number times the width of each group; a group that occurs twice in a product is listed twice.</summary>
    private readonly record struct Term(long Factor, int[] Groups);

    /// <summary>Whether the count depends on no group.</summary>
    public bool IsFixed => terms.All(t => t.Groups.Length == 0);

    /// <summary>The count of an axis.</summary>
    /// <param name="axis">The axis in terms of spaces.</param>
    /// <param name="extent">How many positions it has with every group whole.</param>
    /// <param name="groups">The groups by their spaces; other spaces never change.</param>
    /// <param name="widths">The groups' widths as they are.</param>
    /// <exception cref="InvalidOperationException">How the groups' structures lie in the axis is not known.</exception>
    public static AxisCount Of(AxisType axis, long extent, IReadOnlyDictionary<Space, int> groups, IReadOnlyList<int> widths)
    {
        if (!axis.Spaces.Any(groups.ContainsKey))
        {
            return new([new(extent, [])]);
        }

        var extents = axis.TermExtents(extent) ?? throw Unknown(axis, extent);
        return new([.. axis.Terms.Select((term, i) =>
        {
            int[] factors = [.. term.Factors.Where(f => f.Space is { } space && groups.ContainsKey(space)).Select(f => groups[f.Space!])];
            var whole = factors.Aggregate(1L, (product, g) => product * widths[g]);
            return extents[i] % whole == 0 ? new Term(extents[i] / whole, factors) : throw Unknown(axis, extent);
        })]);
    }

    /// <summary>The positions left.</summary>
    /// <param name="kept">How many structures each group has left.</param>
    public long Of(int[] kept)
    {
        var sum = 0L;
        foreach (var (factor, groups) in terms)
        {
            var product = factor;
            foreach (var group in groups)
            {
                product *= kept[group];
            }

            sum += product;
        }

        return sum;
    }

    private static InvalidOperationException Unknown(AxisType axis, long extent) =>
        new($"How many of the {extent} positions of an axis {axis} are left after pruning is not known.");
}
