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

    /// <summary>A factor, or a concatenation that is one, and the axis it comes from, counted from the end.</summary>
    public readonly record struct Piece(AxisType Type, int Axis)
    {
        /// <summary>The factor; null where it is a concatenation.</summary>
        public AxisFactor? Factor => Type.Terms is [{ Factors: [var one] }] ? one : null;
    }

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

        return results.Contains(null) || (free < 0 && rest.Count > 0) ? null : [.. results.Select(r => r!)];
    }

    private static IEnumerable<AxisType> Factors(AxisType axis)
    {
        if (axis.Terms.Count == 1)
        {
            return axis.Terms[0].Factors.Select(f => AxisType.Product(f));
        }

        // The same segments several times over are a product with their number.
        var period = Enumerable.Range(1, axis.Terms.Count).FirstOrDefault(p => axis.Terms.Count % p == 0 && Enumerable.Range(p, axis.Terms.Count - p).All(i => Same(axis.Terms[i], axis.Terms[i - p])));
        return period == axis.Terms.Count ? [axis]
            : [AxisType.Fixed(axis.Terms.Count / period), .. Factors(new(axis.Terms.Take(period)))];

        static bool Same(AxisTerm a, AxisTerm b) => a.Factors.SequenceEqual(b.Factors);
    }

    private List<Piece>? Take(Value target, bool fromFront)
    {
        var taken = new List<Piece>();
        var extent = Size.One;
        while (target is Value.Integer wanted && !extent.Equals(wanted.Size))
        {
            var at = fromFront ? 0 : rest.Count - 1;
            if (rest.Count == 0)
            {
                return null;
            }

            var piece = rest[at];
            rest.RemoveAt(at);
            if (Size.IsLess(wanted.Size, extent * piece.Type.Extent) == true)
            {
                if (piece.Factor is not { } factor || !wanted.Size.TryDivide(extent, out var part) || Divide(factor, part, isWritten: wanted.Axis is null, fromFront) is not var (first, second))
                {
                    return null;
                }

                rest.Insert(fromFront ? 0 : rest.Count, piece with { Type = AxisType.Product(second) });
                piece = piece with { Type = AxisType.Product(first) };
            }

            extent *= piece.Type.Extent;
            taken.Insert(fromFront ? taken.Count : 0, piece);
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
