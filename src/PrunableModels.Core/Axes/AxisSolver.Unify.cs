using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Unification of axis types, case by case.</content>
public sealed partial class AxisSolver
{
    /// <summary>Makes two axes have the same indices.</summary>
    /// <param name="left">One axis.</param>
    /// <param name="right">The other.</param>
    /// <param name="at">The operation that demands it, for the reasons it may cause.</param>
    public void Unify(AxisType left, AxisType right, Origin? at)
    {
        var (a, b) = (Resolve(left), Resolve(right));
        if (ReferenceEquals(a, b))
        {
            return;
        }

        RequireEqual(a.Extent, b.Extent, at);
        if (a.IsSpace(out var x))
        {
            Bind(x, b, at);
        }
        else if (b.IsSpace(out var y))
        {
            Bind(y, a, at);
        }
        else if (IsLump(a) || IsLump(b))
        {
            // Of two fixed axes nothing could be removed.
            if (!a.IsFixed || !b.IsFixed)
            {
                KeepBoth(a, b, HardCoded(a, b, at));
            }
        }
        else if (a.Terms.Count == 1 && b.Terms.Count == 1)
        {
            UnifyProducts(a.Terms[0], b.Terms[0], at);
        }
        else
        {
            UnifySums(a, b, at);
        }
    }

    /// <summary>Refines a factor into the product of two, whose extents multiply to its own.</summary>
    public (AxisFactor Outer, AxisFactor Inner) Split(AxisFactor factor, Size outer, Size inner, Origin? at)
    {
        if (factor.Space is not { } space)
        {
            return (AxisFactor.Fixed(outer), AxisFactor.Fixed(inner));
        }

        var left = AxisFactor.Of(NewSpace(outer, $"{space.DeclaredBy}/outer", isPart: true));
        var right = AxisFactor.Of(NewSpace(inner, $"{space.DeclaredBy}/inner", isPart: true));
        Bind(space, AxisType.Product(left, right), at);
        return (left, right);
    }

    private static bool IsLump(AxisType axis) => axis.Terms.Count <= 1 && axis.IsFixed;

    private KeptReason HardCoded(AxisType a, AxisType b, Origin? at)
    {
        var size = IsLump(a) ? a.Extent : b.Extent;
        return SourceOf(size, at) ?? new(size.IsConstant(out _) && Size.AreEqual(a.Extent, b.Extent) is not null ? KeptKind.HardCodedSize : Unfit, $"it has to have exactly {size} indices", at);
    }

    /// <summary>Why what has to have a fixed extent is kept, where it is known where that comes from; null where it is not.</summary>
    internal KeptReason? SourceOf(Size extent, Origin? at) =>
        extent.IsConstant(out _) ? null
        : extent.Symbols().Select(s => FixedSources.TryGetValue(s, out var reason) ? reason : null).FirstOrDefault(r => r is not null) is { } source ? source with { At = source.At ?? at } : null;

    private void Bind(Space space, AxisType type, Origin? at)
    {
        if (type.IsSpace(out var other))
        {
            Merge(space, other);
        }
        else if (type.IsFixed && type.Terms.Count <= 1 && space is { IsPart: true, Kept: null })
        {
            // A layout with a fixed factor: the other factor is what can be pruned.
            space.Substitution = type;
        }
        else if (type.IsFixed && type.Terms.Count <= 1)
        {
            space.Kept ??= HardCoded(type, AxisType.Of(space), at);
        }
        else if (type.Spaces.Contains(space))
        {
            Keep(type, new(KeptKind.Layout, $"{space} would have to contain itself", at));
        }
        else
        {
            if (space.Kept is { } reason)
            {
                Keep(type, reason);
            }

            space.Substitution = type;
        }
    }

    private static void Merge(Space a, Space b)
    {
        if (a == b)
        {
            return;
        }

        var (older, newer) = a.Number < b.Number ? (a, b) : (b, a);
        older.Kept ??= newer.Kept;
        older.Extent = older.Extent.IsConstant(out _) ? older.Extent : newer.Extent.IsConstant(out _) ? newer.Extent : older.Extent;
        newer.Substitution = AxisType.Of(older);
    }

    // From the inside: equal factors unify; where one divides the other, the larger is refined into a product.
    private void UnifyProducts(AxisTerm left, AxisTerm right, Origin? at)
    {
        var a = new Stack<AxisFactor>(left.Factors);
        var b = new Stack<AxisFactor>(right.Factors);
        while (Expand(a) && Expand(b))
        {
            var (f, g) = (a.Pop(), b.Pop());
            if (Size.AreEqual(f.Extent, g.Extent) != false && (f.Extent.Equals(g.Extent) || (f.Space is null && g.Space is null)))
            {
                UnifyFactors(f, g, at);
            }
            else if (f.Extent.TryDivide(g.Extent, out var outer))
            {
                a.Push(Refine(f, outer, g, at));
            }
            else if (g.Extent.TryDivide(f.Extent, out outer))
            {
                b.Push(Refine(g, outer, f, at));
            }
            else
            {
                KeepBoth(new([left]), new([right]), new(KeptKind.Layout, $"the layouts {left} and {right} do not line up", at));
                return;
            }
        }

        var rest = new AxisTerm(a.Concat(b));
        Keep(new([rest]), new(KeptKind.Layout, $"the layouts {left} and {right} do not line up", at));
    }

    // Puts the innermost factor in terms of the spaces that are left: what was unified before may have given it a substitution.
    // False where there is none, or where it has become a concatenation.
    private bool Expand(Stack<AxisFactor> factors)
    {
        while (factors.Count > 0 && factors.Peek() is { Space.Substitution: not null } substituted)
        {
            var resolved = Resolve(AxisType.Product(substituted));
            if (resolved.Terms.Count != 1)
            {
                return false;
            }

            factors.Pop();
            foreach (var factor in resolved.Terms[0].Factors)
            {
                factors.Push(factor);
            }
        }

        return factors.Count > 0;
    }

    private void UnifyFactors(AxisFactor f, AxisFactor g, Origin? at)
    {
        if (f.Space is not null || g.Space is not null)
        {
            Unify(AxisType.Product(f), AxisType.Product(g), at);
        }
        else
        {
            RequireEqual(f.Extent, g.Extent, at);
        }
    }

    // Splits a factor, unifies its inner part, and returns the outer one.
    private AxisFactor Refine(AxisFactor factor, Size outer, AxisFactor inner, Origin? at)
    {
        var (left, right) = Split(factor, outer, inner.Extent, at);
        UnifyFactors(right, inner, at);
        return left;
    }

    // From the left: equal terms unify; the longer one is cut where the shorter one ends.
    private void UnifySums(AxisType left, AxisType right, Origin? at)
    {
        var a = new Stack<AxisTerm>(left.Terms.Reverse());
        var b = new Stack<AxisTerm>(right.Terms.Reverse());
        while (a.Count > 0 && b.Count > 0)
        {
            var (s, t) = (Pop(a), Pop(b));
            if (s.Extent.Equals(t.Extent))
            {
                UnifyTerms(s, t, at);
            }
            else if (Size.IsLess(s.Extent, t.Extent) == true && Cut(t, s.Extent, at) is var (head, tail) && tail is not null)
            {
                UnifyTerms(s, head, at);
                b.Push(tail);
            }
            else if (Size.IsLess(t.Extent, s.Extent) == true && Cut(s, t.Extent, at) is var (first, rest) && rest is not null)
            {
                UnifyTerms(first, t, at);
                a.Push(rest);
            }
            else if (!IsLinked && (!s.Extent.IsConstant(out _) || !t.Extent.IsConstant(out _)))
            {
                assumptions.Add(new(left.Extent, right.Extent, at));
                return;
            }
            else
            {
                KeepBoth(left, right, new(KeptKind.Layout, $"the concatenations {left} and {right} cannot be cut alike", at));
                return;
            }
        }
    }

    // What was unified before may have given the term's spaces a substitution since.
    private AxisTerm Pop(Stack<AxisTerm> terms)
    {
        foreach (var term in Resolve(new([terms.Pop()])).Terms.Reverse())
        {
            terms.Push(term);
        }

        return terms.Pop();
    }

    private void UnifyTerms(AxisTerm s, AxisTerm t, Origin? at) => Unify(new([s]), new([t]), at);

    // A term's first indices and the others, where the outermost factor can be divided there.
    private (AxisTerm Head, AxisTerm? Tail) Cut(AxisTerm term, Size at, Origin? origin)
    {
        var outermost = term.Factors[0];
        var inner = term.Factors.Skip(1).ToList();
        if (!at.TryDivide(new AxisTerm(inner).Extent, out var head))
        {
            return (term, null);
        }

        var tail = outermost.Extent - head;
        if (outermost.Space is not { } space)
        {
            return (With(AxisFactor.Fixed(head)), With(AxisFactor.Fixed(tail)));
        }

        var first = NewSpace(head, $"{space.DeclaredBy}[..{head}]");
        var second = NewSpace(tail, $"{space.DeclaredBy}[{head}..]");
        Bind(space, new([new([AxisFactor.Of(first)]), new([AxisFactor.Of(second)])]), origin);
        return (With(AxisFactor.Of(first)), With(AxisFactor.Of(second)));

        AxisTerm With(AxisFactor factor) => new(inner.Prepend(factor));
    }

    private void KeepBoth(AxisType a, AxisType b, KeptReason reason)
    {
        Keep(a, reason);
        Keep(b, reason);
    }

    private void RequireEqual(Size left, Size right, Origin? at)
    {
        switch (Size.AreEqualExtents(left, right))
        {
            case null:
                assumptions.Add(new(left, right, at));
                break;
            case false:
                Mismatches.Add(new(KeptKind.ShapeMismatch, $"{left} and {right} have to be equal", at));
                break;
        }
    }
}
