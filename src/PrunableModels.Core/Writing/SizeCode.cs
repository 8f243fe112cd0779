using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A size as C#: what can be read from a tensor is read, also where it is a part of the size, and the rest is computed.</summary>
/// <param name="read">The code of a size that some tensor has, or null.</param>
/// <param name="remainders">The symbols that stand for remainders.</param>
internal sealed class SizeCode(Func<Size, Code?> read, IReadOnlyDictionary<string, (Size Dividend, Size Divisor)> remainders)
{
    /// <summary>The code, or null where a part cannot be read.</summary>
    public Code? Of(Size size) => Whole(size) ?? Sum(size);

    // A number is written as it is: an extent that happens to be the same is another size.
    private Code? Whole(Size size) => size.IsConstant(out _) ? null : read(size);

    private Code? Sum(Size size)
    {
        Code? sum = null;
        foreach (var term in size.Terms)
        {
            if (Of(term with { Coefficient = Math.Abs(term.Coefficient) }) is not { } code)
            {
                return null;
            }

            sum = sum is null ? (term.Coefficient < 0 ? Code.Concat("-", code) : code) : Code.Concat(sum, term.Coefficient < 0 ? " - " : " + ", code);
        }

        return sum ?? "0";
    }

    private Code? Of(SizeTerm term)
    {
        var factors = term.Atoms.Select(Of).ToList();
        if (term.Coefficient != 1 || factors.Count == 0)
        {
            factors.Insert(0, term.Coefficient.ToString(CultureInfo.InvariantCulture));
        }

        return factors.Contains(null) ? null : factors.Aggregate((product, factor) => Code.Concat(product!, " * ", factor!));
    }

    private Code? Of(SizeAtom atom) => Whole(Size.Of(atom)) ?? atom switch
    {
        SizeAtom.Quotient quotient => Division(quotient.Dividend, " / ", quotient.Divisor),
        SizeAtom.Symbol symbol when remainders.TryGetValue(symbol.Name, out var remainder) => Division(remainder.Dividend, " % ", remainder.Divisor),
        _ => null,
    };

    private Code? Division(Size left, string @operator, Size right) =>
        Factor(left) is { } dividend && Factor(right) is { } divisor ? Code.Concat("(", dividend, @operator, divisor, ")") : null;

    private Code? Factor(Size size) => Whole(size) ?? Sum(size) switch
    {
        { } sum when size.Terms.Count > 1 => Code.Concat("(", sum, ")"),
        var sum => sum,
    };
}
