using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A factor of an axis: a space, or a fixed extent.</summary>
public readonly struct AxisFactor
{
    private AxisFactor(Space? space, Size extent)
    {
        Space = space;
        FixedExtent = extent;
    }

    /// <summary>The space, or null where the factor is a fixed extent.</summary>
    public Space? Space { get; }

    private Size FixedExtent { get; }

    /// <summary>How many indices the factor has.</summary>
    public Size Extent => Space?.Extent ?? FixedExtent;

    /// <summary>A factor that is a space.</summary>
    public static AxisFactor Of(Space space) => new(space, Size.One);

    /// <summary>A factor that is a fixed extent.</summary>
    public static AxisFactor Fixed(Size extent) => new(null, extent);

    /// <inheritdoc/>
    public override string ToString() => Space?.ToString() ?? FixedExtent.ToFactor();
}

/// <summary>A row-major product of factors, the outermost first. The empty product has the extent 1.</summary>
public sealed class AxisTerm
{
    /// <summary>Makes a term; fixed factors of extent 1 are dropped, for they say nothing.</summary>
    public AxisTerm(IEnumerable<AxisFactor> factors) => Factors = [.. factors.Where(SaysSomething)];

    internal AxisTerm(AxisFactor factor) => Factors = SaysSomething(factor) ? [factor] : [];

    /// <summary>The factors, the outermost first.</summary>
    public IReadOnlyList<AxisFactor> Factors { get; }

    /// <summary>The product of the factors' extents.</summary>
    public Size Extent => Factors.Count == 1 ? Factors[0].Extent : Factors.Aggregate(Size.One, (product, f) => product * f.Extent);

    /// <summary>Whether no factor is a space.</summary>
    public bool IsFixed
    {
        get
        {
            for (var i = 0; i < Factors.Count; i++)
            {
                if (Factors[i].Space is not null)
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static bool SaysSomething(AxisFactor factor) => factor.Space is not null || !factor.Extent.Equals(Size.One);

    /// <inheritdoc/>
    public override string ToString() => Factors.Count == 0 ? "1" : string.Join(" * ", Factors);
}

/// <summary>The type of a tensor axis: a concatenation (sum) of row-major products of spaces and fixed extents.</summary>
public sealed class AxisType
{
    private IReadOnlyList<Space>? spaces;

    /// <summary>Makes a sum of terms, in order.</summary>
    public AxisType(IEnumerable<AxisTerm> terms) => Terms = [.. terms];

    private AxisType(AxisTerm only) => Terms = [only];

    /// <summary>The terms, in the order of the concatenation.</summary>
    public IReadOnlyList<AxisTerm> Terms { get; }

    /// <summary>The extent of the axis.</summary>
    public Size Extent => Terms.Count == 1 ? Terms[0].Extent : Terms.Aggregate(Size.Zero, (sum, t) => sum + t.Extent);

    /// <summary>Whether no space occurs.</summary>
    public bool IsFixed
    {
        get
        {
            for (var i = 0; i < Terms.Count; i++)
            {
                if (!Terms[i].IsFixed)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The spaces that occur, each once.</summary>
    public IReadOnlyList<Space> Spaces => spaces ??= Distinct();

    private IReadOnlyList<Space> Distinct()
    {
        if (IsSpace(out var one))
        {
            return [one];
        }

        List<Space> distinct = [];
        foreach (var term in Terms)
        {
            foreach (var factor in term.Factors)
            {
                if (factor.Space is { } space && !distinct.Contains(space))
                {
                    distinct.Add(space);
                }
            }
        }

        return distinct;
    }

    /// <summary>The axis that is one space.</summary>
    public static AxisType Of(Space space) => new(new AxisTerm(AxisFactor.Of(space)));

    /// <summary>The axis of a fixed extent.</summary>
    public static AxisType Fixed(Size extent) => new(new AxisTerm(AxisFactor.Fixed(extent)));

    /// <summary>The row-major product of factors.</summary>
    public static AxisType Product(params AxisFactor[] factors) => new(factors is [var one] ? new AxisTerm(one) : new AxisTerm(factors));

    /// <summary>Whether the axis is exactly one space, and which.</summary>
    public bool IsSpace(out Space space)
    {
        space = Terms.Count == 1 && Terms[0].Factors is { Count: 1 } factors && factors[0].Space is { } one ? one : null!;
        return space is not null;
    }

    /// <summary>How many indices each term has, or null where extents that are not known leave it open.</summary>
    /// <param name="extent">How many indices the axis really has.</param>
    /// <remarks>Terms whose extents are open hold the same open factor, such as the positions of an image: it follows from the axis' extent.</remarks>
    public IReadOnlyList<long>? TermExtents(long extent)
    {
        var known = Terms.Select(Known).ToList();
        var open = Terms.Select(Open).ToList();
        var isOpen = open.Select(o => !o.Equals(Size.One)).ToList();
        var rest = extent - known.Where((_, i) => !isOpen[i]).Sum();
        var share = known.Where((_, i) => isOpen[i]).Sum();
        var fits = share == 0 ? rest == 0 : rest > 0 && rest % share == 0 && open.Where((_, i) => isOpen[i]).Distinct().Count() == 1;
        return fits ? [.. known.Select((n, i) => isOpen[i] ? n * (rest / share) : n)] : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Terms.Count == 0 ? "0" : string.Join(" + ", Terms);

    private static long Known(AxisTerm term) => term.Factors.Aggregate(1L, (product, f) => f.Extent.IsConstant(out var n) ? product * n : product);

    private static Size Open(AxisTerm term) =>
        term.Factors.Select(f => f.Extent).Where(e => !e.IsConstant(out _)).Aggregate(Size.One, (product, e) => product * e);
}
