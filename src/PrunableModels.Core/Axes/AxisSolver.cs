using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// The state of one inference: the spaces made so far and what they were found to be. Unifying two axis types says that they have
/// the same indices; what cannot be said in sums and products of spaces is kept, with a reason, so that the answer stays sound.
/// </summary>
public sealed partial class AxisSolver
{
    private readonly List<Space> spaces = [];
    private readonly List<Assumption> assumptions = [];

    /// <summary>Two extents that have to be equal and whose equality is decided when linked.</summary>
    /// <param name="Left">One extent.</param>
    /// <param name="Right">The other.</param>
    /// <param name="At">The operation that needs it.</param>
    public sealed record Assumption(Size Left, Size Right, Origin? At);

    /// <summary>Whether the modules are live, so that what is not known now never will be: what would be assumed is kept.</summary>
    internal bool IsLinked { get; init; }

    /// <summary>What keeps an axis because of sizes that are not known to fit: when linked nothing more will be known.</summary>
    internal KeptKind Unfit => IsLinked ? KeptKind.HardCodedSize : KeptKind.Undecided;

    /// <summary>What was taken for equal because the symbols do not say otherwise.</summary>
    public IReadOnlyList<Assumption> Assumptions => assumptions;

    /// <summary>Every space that is not written in terms of others.</summary>
    public IEnumerable<Space> Roots => spaces.Where(s => s.Substitution is null);

    /// <summary>Symbols that stand for the fixed extents of inputs and of unknown tensors, and why what matches them is kept.</summary>
    internal Dictionary<string, KeptReason> FixedSources { get; } = [];

    /// <summary>Contradictions: extents that are equal for no value of the symbols.</summary>
    public List<KeptReason> Mismatches { get; } = [];

    /// <summary>A new space.</summary>
    public Space NewSpace(Size extent, string declaredBy) => NewSpace(extent, declaredBy, isPart: false);

    private Space NewSpace(Size extent, string declaredBy, bool isPart)
    {
        var space = new Space(spaces.Count, extent, declaredBy) { IsPart = isPart };
        spaces.Add(space);
        return space;
    }

    /// <summary>The axis type in terms of the spaces that are left, in normal form.</summary>
    public AxisType Resolve(AxisType axis)
    {
        // Most axes are one space.
        while (axis.IsSpace(out var only) && only.Substitution is { } substitution)
        {
            axis = substitution;
        }

        if (IsResolved(axis))
        {
            return axis;
        }

        return new(axis.Terms.SelectMany(ResolveTerm));
    }

    private static bool IsResolved(AxisType axis)
    {
        for (var i = 0; i < axis.Terms.Count; i++)
        {
            if (!IsResolved(axis.Terms[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsResolved(AxisTerm term)
    {
        for (var i = 0; i < term.Factors.Count; i++)
        {
            if (term.Factors[i].Space is { Substitution: not null })
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Keeps every space in an axis; the first reason a space is given stays its primary one.</summary>
    public void Keep(AxisType axis, KeptReason reason)
    {
        var kept = Resolve(axis).Spaces;
        for (var i = 0; i < kept.Count; i++)
        {
            kept[i].Kept ??= reason;
        }
    }

    /// <summary>The extent with a symbol for every space: equal ones stay equal whatever is removed.</summary>
    public Size SizeOf(AxisType axis) => Resolve(axis).Terms.Aggregate(Size.Zero, (sum, term) =>
        sum + term.Factors.Aggregate(Size.One, (product, f) => product * (f.Space is { } space ? Size.Symbol($"#{space.Number}") : f.Extent)));

    /// <summary>The row-major product of axes, the outermost first.</summary>
    public AxisType Multiply(IReadOnlyList<AxisType> axes, Origin? at)
    {
        var product = AxisType.Fixed(Size.One);
        foreach (var axis in axes.Select(Resolve))
        {
            if (product.Terms is [{ Factors.Count: 0 }])
            {
                product = axis;
            }
            else if (axis.Terms.Count == 1)
            {
                product = new(product.Terms.Select(t => new AxisTerm(t.Factors.Concat(axis.Terms[0].Factors))));
            }
            else if (product.Terms.Count == 1 && Repetition(product.Terms[0].Factors) is { } count)
            {
                product = new(Enumerable.Range(0, count).SelectMany(_ => axis.Terms));
            }
            else
            {
                var extent = product.Extent * axis.Extent;
                KeepBoth(product, axis, new(KeptKind.Layout, $"the layout ({product}) * ({axis}) interleaves a concatenation", at));
                product = AxisType.Fixed(extent);
            }
        }

        return product;
    }

    private IEnumerable<AxisTerm> ResolveTerm(AxisTerm term) =>
        IsResolved(term)
            ? [term]
            : Multiply([.. term.Factors.Select(f => f.Space?.Substitution ?? AxisType.Product(f))], null).Terms;

    private static int? Repetition(IEnumerable<AxisFactor> factors)
    {
        const int most = 64;
        var count = new AxisTerm(factors);
        return count.IsFixed && count.Extent.IsConstant(out var n) && n is > 0 and <= most ? (int)n : null;
    }
}
