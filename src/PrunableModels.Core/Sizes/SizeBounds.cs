using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// What is certain of a size whatever its symbols, which are at least 1, come to. A quotient lies between 0 and what it would be if it
/// were not rounded down: half of a width is less than the width, and <c>width / heads * heads</c> is no more than it.
/// </summary>
internal static class SizeBounds
{
    private const int MostQuotients = 8;

    /// <summary>Whether the size is above 0.</summary>
    public static bool IsPositive(Size size) => Least(size) is { } least && IsLeast(least, 1);

    /// <summary>Whether the size is at least 0.</summary>
    public static bool IsNotNegative(Size size) => Least(size) is { } least && IsLeast(least, 0);

    /// <summary>Whether two sizes can be equal only where one of them is 0, so that they are no extents.</summary>
    public static bool AreEqualOnlyAtZero(Size left, Size right)
    {
        // Where all of the difference has one sign, each of its terms has to be 0.
        var terms = (left - right).Terms;
        var sign = System.Math.Sign(terms[0].Coefficient);
        if (!terms.All(t => System.Math.Sign(t.Coefficient) == sign && t.Atoms.All(IsNotNegative) && t.Atoms.OfType<SizeAtom.Quotient>().Count() == 1))
        {
            return false;
        }

        var zero = terms.SelectMany(t => t.Atoms).OfType<SizeAtom.Quotient>().ToList();
        return IsZero(left) || IsZero(right);

        bool IsZero(Size size) => size.Terms.All(t => t.Atoms.OfType<SizeAtom.Quotient>().Any(q => zero.Any(z => z.Divisor.Equals(q.Divisor) && IsNotNegative(z.Dividend - q.Dividend))));
    }

    // Nothing is divided by 0.
    private static bool IsNotNegative(SizeAtom atom) => atom is SizeAtom.Symbol || (atom is SizeAtom.Quotient q && IsNotNegative(q.Dividend) && IsNotNegative(q.Divisor));

    // With every symbol at least 1, a polynomial without negative coefficients is least where all are 1.
    private static bool IsLeast(Size size, long limit)
    {
        var symbolic = size.Terms.Where(t => t.Atoms.Count > 0);
        return symbolic.All(t => t.Coefficient > 0 && t.Atoms.All(a => a is SizeAtom.Symbol)) && size.Terms.Sum(t => t.Coefficient) >= limit;
    }

    // A multiple of something that the size is not below, without quotients; null where there is none.
    private static Size? Least(Size size)
    {
        for (var i = 0; i <= MostQuotients; i++)
        {
            if (size.Terms.FirstOrDefault(t => t.Atoms.Any(a => a is SizeAtom.Quotient)) is not { } term)
            {
                return size;
            }

            var rest = size - Of(term, term.Atoms);
            if (!term.Atoms.All(IsNotNegative) || (term.Coefficient > 0 ? rest : Replacements(rest, term).FirstOrDefault()) is not { } next)
            {
                return null;
            }

            size = next;
        }

        return null;
    }

    // In the place of a quotient that is taken away stands the most that it can be.
    private static IEnumerable<Size> Replacements(Size rest, SizeTerm term)
    {
        foreach (var quotient in term.Atoms.OfType<SizeAtom.Quotient>())
        {
            var others = term.Atoms.ToList();
            others.Remove(quotient);
            if (quotient.Divisor.IsConstant(out var divisor))
            {
                yield return (rest * divisor) + (Of(term, others) * quotient.Dividend);
            }
            else if (quotient.Divisor.Terms is [{ Coefficient: 1, Atoms: [var by] }] && others.Remove(by))
            {
                yield return rest + (Of(term, others) * quotient.Dividend);
            }
        }
    }

    private static Size Of(SizeTerm term, IEnumerable<SizeAtom> atoms) =>
        atoms.Aggregate(Size.Constant(term.Coefficient), (product, atom) => product * Size.Of(atom));
}
