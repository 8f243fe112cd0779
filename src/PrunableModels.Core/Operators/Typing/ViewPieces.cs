using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The factors of a tensor's axes, in order, from which a view makes other axes.</summary>
internal sealed class ViewPieces
{
    private readonly Application application;
    private readonly List<Piece> rest;

    /// <summary>Takes the axes apart, but for so many leading ones.</summary>
    public ViewPieces(Application application, TensorType type, int skipped)
    {
        this.application = application;
        rest = [.. Enumerable.Range(0, type.Count - skipped).Reverse().SelectMany(axis => Factors(application.Solver.Resolve(type.FromEnd(axis)!)).Select(f => new Piece(f, axis)))];
    }

    /// <summary>A factor, and the axis it comes from, counted from the end. A concatenation is a piece without a factor.</summary>
    public readonly record struct Piece(AxisFactor? Factor, int Axis);

    /// <summary>Whether the extent is <c>-1</c>: what is left over.</summary>
    public static bool IsFree(Value target) => target is Value.Integer i && i.Size.Equals(-1);

    /// <summary>The pieces of every extent, taken from both ends up to the <c>-1</c>; null where some extent is not a product of pieces.</summary>
    public IReadOnlyList<Piece>[]? Regroup(IReadOnlyList<Value> targets)
    {
        var free = targets.ToList().FindIndex(IsFree);
        var results = new IReadOnlyList<Piece>?[targets.Count];
        for (var i = 0; i < (free < 0 ? targets.Count : free); i++)
        {
            results[i] = Take(targets[i], fromFront: true);
        }

        for (var i = targets.Count - 1; free >= 0 && i > free; i--)
        {
            results[i] = Take(targets[i], fromFront: false);
        }

        if (free >= 0)
        {
            results[free] = rest;
        }

        return results.Contains(null) || (free < 0 && rest.Count > 0) || rest.Any(p => p.Factor is null) ? null : [.. results.Select(r => r!)];
    }

    private static IEnumerable<AxisFactor?> Factors(AxisType axis)
    {
        if (axis.Terms.Count == 1)
        {
            return axis.Terms[0].Factors.Select(f => (AxisFactor?)f);
        }

        // The same segment several times is a product with their number.
        return axis.Terms.Count > 1 && axis.Terms.All(t => t.Factors.SequenceEqual(axis.Terms[0].Factors))
            ? axis.Terms[0].Factors.Prepend(AxisFactor.Fixed(axis.Terms.Count)).Select(f => (AxisFactor?)f)
            : [null];
    }

    private List<Piece>? Take(Value target, bool fromFront)
    {
        var taken = new List<Piece>();
        var extent = Size.One;
        while (target is Value.Integer wanted && !extent.Equals(wanted.Size))
        {
            var at = fromFront ? 0 : rest.Count - 1;
            if (rest.Count == 0 || rest[at].Factor is not { } factor)
            {
                return null;
            }

            var axis = rest[at].Axis;
            rest.RemoveAt(at);
            if (Size.IsLess(wanted.Size, extent * factor.Extent) == true)
            {
                if (!wanted.Size.TryDivide(extent, out var part) || Divide(factor, part, isWritten: wanted.Axis is null, fromFront) is not var (first, second))
                {
                    return null;
                }

                rest.Insert(fromFront ? 0 : rest.Count, new(second, axis));
                factor = first;
            }

            extent *= factor.Extent;
            taken.Insert(fromFront ? taken.Count : 0, new(factor, axis));
        }

        return target is Value.Integer ? taken : null;
    }

    // A factor that is larger than what is left to take is a product itself: of the part that is taken, a written number or
    // another size that was read, and of what is left, which is a space again.
    private (AxisFactor Taken, AxisFactor Left)? Divide(AxisFactor factor, Size part, bool isWritten, bool fromFront)
    {
        if (!factor.Extent.TryDivide(part, out var remainder))
        {
            return null;
        }

        var (taken, left) = (Of(part, isWritten), Of(remainder, isFixed: false));
        if (factor.Space is { } space)
        {
            application.Solver.Unify(AxisType.Of(space), fromFront ? AxisType.Product(taken, left) : AxisType.Product(left, taken), application.Origin);
        }

        return (taken, left);

        AxisFactor Of(Size extent, bool isFixed) => isFixed || factor.Space is null ? AxisFactor.Fixed(extent)
            : AxisFactor.Of(application.Solver.NewSpace(extent, $"{factor.Space.DeclaredBy}/{extent}"));
    }
}
