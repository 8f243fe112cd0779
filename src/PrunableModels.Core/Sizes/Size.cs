using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// The extent of an axis or a count: an integer polynomial over symbols in normal form, so that sizes that are written differently
/// and mean the same are equal. Every symbol stands for an integer of at least 1.
/// </summary>
public sealed class Size : IEquatable<Size>
{
    // First of all, for the sizes below are made with it.
    private static readonly Comparer<SizeTerm> Order = Comparer<SizeTerm>.Create(Compare);

    // Most sizes of a live model are numbers, and have no terms before something asks for them.
    private readonly long? constant;
    private readonly EquatableArray<SizeTerm> terms;

    private Size(IEnumerable<SizeTerm> summands)
        : this(summands
            .GroupBy(t => t.Key, StringComparer.Ordinal)
            .Select(g => g.First() with { Coefficient = g.Sum(t => t.Coefficient) })
            .Where(t => t.Coefficient != 0)
            .OrderBy(t => t, Order)
            .ToEquatableArray())
    {
    }

    // Terms in normal form.
    private Size(EquatableArray<SizeTerm> normal)
    {
        terms = normal;
        constant = normal.Count == 0 ? 0 : normal is [{ Atoms.Count: 0 } only] ? only.Coefficient : null;
    }

    // One term is in normal form.
    private Size(SizeTerm term)
        : this(term.Coefficient == 0 ? [] : (EquatableArray<SizeTerm>)[term])
    {
    }

    private Size(long constant) => this.constant = constant;

    /// <summary>The summands, none for 0.</summary>
    internal EquatableArray<SizeTerm> Terms => constant is { } number and not 0 ? [new SizeTerm(number, [])] : terms;

    /// <summary>The size 0.</summary>
    public static Size Zero { get; } = Constant(0);

    /// <summary>The size 1.</summary>
    public static Size One { get; } = Constant(1);

    /// <summary>A known size.</summary>
    public static Size Constant(long value) => new(value);

    /// <summary>An unknown size of at least 1.</summary>
    public static Size Symbol(string name) => Of(new SizeAtom.Symbol(name));

    /// <summary>A known size.</summary>
    public static implicit operator Size(long value) => Constant(value);

    /// <summary>The sum.</summary>
    public static Size operator +(Size left, Size right) =>
        left.constant == 0 ? right
        : right.constant == 0 ? left
        : left.constant is { } l && right.constant is { } r ? Constant(checked(l + r))
        : new(Sum(left.Terms, right.Terms).ToEquatableArray());

    /// <summary>The difference.</summary>
    public static Size operator -(Size left, Size right) =>
        left.constant is { } l && right.constant is { } r ? Constant(checked(l - r)) : left + (right * -1);

    /// <summary>The product.</summary>
    public static Size operator *(Size left, Size right) =>
        left.constant == 0 || right.constant == 1 ? left
        : right.constant == 0 || left.constant == 1 ? right
        : left.constant is { } l && right.constant is { } r ? Constant(checked(l * r))
        : left.Terms.Count == 1 && right.Terms.Count == 1 ? new(left.Terms[0].Times(right.Terms[0]))
        : left.IsConstant(out _) ? new(right.Terms.Select(left.Terms[0].Times).ToEquatableArray())
        : right.IsConstant(out _) ? new(left.Terms.Select(right.Terms[0].Times).ToEquatableArray())
        : new(left.Terms.SelectMany(l => right.Terms.Select(r => l.Times(r))));

    // Both are in normal form: what they have of each product is added, in the order that both have.
    private static IEnumerable<SizeTerm> Sum(EquatableArray<SizeTerm> left, EquatableArray<SizeTerm> right)
    {
        for (int l = 0, r = 0; l < left.Count || r < right.Count;)
        {
            var order = l == left.Count ? 1 : r == right.Count ? -1 : Compare(left[l], right[r]);
            if (order != 0)
            {
                yield return order < 0 ? left[l++] : right[r++];
            }
            else if (checked(left[l++].Coefficient + right[r].Coefficient) is var sum and not 0)
            {
                yield return right[r++] with { Coefficient = sum };
            }
            else
            {
                r++;
            }
        }
    }

    // A constant comes last.
    private static int Compare(SizeTerm left, SizeTerm right) => left.Atoms.Count == 0 || right.Atoms.Count == 0
        ? (left.Atoms.Count == 0).CompareTo(right.Atoms.Count == 0)
        : string.CompareOrdinal(left.Key, right.Key);

    /// <summary>The quotient, rounded down; an atom of its own where it does not come out even.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static Size operator /(Size dividend, Size divisor)
    {
        if (divisor.constant == 0)
        {
            throw new DivideByZeroException($"{dividend} is divided by a size that is 0.");
        }

        if (dividend.IsConstant(out var known) && divisor.IsConstant(out var by))
        {
            return Constant(FloorDivide(known, by));
        }

        if (dividend.TryDivide(divisor, out var exact))
        {
            return exact;
        }

        // What divides evenly comes out: floor((2 n + 5) / 2) is n + 2 + floor(1 / 2), and (n - 2) / 2 is n / 2 - 1.
        var whole = Zero;
        var rest = Zero;
        foreach (var term in dividend.Terms)
        {
            var (even, left) = term.Atoms.Count == 0 && divisor.IsConstant(out var d)
                ? (Constant(FloorDivide(term.Coefficient, d)), Constant(term.Coefficient - (FloorDivide(term.Coefficient, d) * d)))
                : new Size(term).TryDivide(divisor, out var quotient) ? (quotient, Zero) : (Zero, new Size(term));
            (whole, rest) = (whole + even, rest + left);
        }

        return rest.IsConstant(out _) && divisor.IsConstant(out _) ? whole : whole + Of(new SizeAtom.Quotient(rest, divisor));
    }

    /// <summary>Whether the size is known, and which it is.</summary>
    public bool IsConstant(out long value)
    {
        value = constant ?? 0;
        return constant is not null;
    }

    /// <summary>The exact quotient, if there is one for every value of the symbols.</summary>
    public bool TryDivide(Size divisor, out Size quotient)
    {
        quotient = Zero;
        if (divisor.constant == 0)
        {
            return false;
        }

        if (constant is { } known && divisor.constant is { } by)
        {
            quotient = known % by == 0 ? Constant(known / by) : Zero;
            return known % by == 0;
        }

        // Long division by the leading term: enough for products of sizes, which is what axes are made of.
        var rest = this;
        var lead = divisor.Terms[0];
        while (rest.Terms.Count > 0)
        {
            var step = rest.Terms[0].DividedBy(lead);
            if (step is null)
            {
                quotient = Zero;
                return false;
            }

            quotient += new Size(step);
            rest -= divisor * new Size(step);
        }

        return true;
    }

    /// <summary>Whether the sizes are equal: null where it depends on the symbols.</summary>
    public static bool? AreEqual(Size left, Size right) =>
        left.Equals(right) ? true : left.constant is not null && right.constant is not null ? false : IsLess(left, right) == true || IsLess(right, left) == true ? false : null;

    /// <summary>Whether the first size is less than the second: null where it depends on the symbols.</summary>
    public static bool? IsLess(Size left, Size right)
    {
        if (left.constant is { } l && right.constant is { } r)
        {
            return l < r;
        }

        var difference = right - left;
        if (difference.IsConstant(out var value))
        {
            return value > 0;
        }

        return SizeBounds.IsPositive(difference) ? true : SizeBounds.IsNotNegative(left - right) ? false : null;
    }

    /// <summary>Whether two extents, of which there is at least one index each, are equal: null where it depends on the symbols.</summary>
    public static bool? AreEqualExtents(Size left, Size right) => AreEqual(left, right) ?? (SizeBounds.AreEqualOnlyAtZero(left, right) ? false : null);

    /// <summary>Whether it is a symbol and nothing else.</summary>
    internal bool IsSymbol(out string name)
    {
        name = Terms.Count == 1 && Terms[0] is { Coefficient: 1, Atoms: { Count: 1 } atoms } && atoms[0] is SizeAtom.Symbol symbol ? symbol.Name : "";
        return name.Length > 0;
    }

    /// <summary>The symbols that occur, those inside quotients included.</summary>
    public IEnumerable<string> Symbols() => Terms
        .SelectMany(t => t.Atoms)
        .SelectMany(a => a switch
        {
            SizeAtom.Symbol s => [s.Name],
            SizeAtom.Quotient q => q.Dividend.Symbols().Concat(q.Divisor.Symbols()),
            _ => Array.Empty<string>(),
        })
        .Distinct(StringComparer.Ordinal);

    /// <summary>The size with the symbols replaced for which a value is given.</summary>
    public Size Substitute(Func<string, Size?> value) =>
        Terms.Aggregate(Zero, (sum, term) => sum + term.Atoms.Aggregate(Constant(term.Coefficient), (product, atom) => product * Substituted(atom, value)));

    /// <summary>What the polynomial comes to in another arithmetic.</summary>
    public T Compute<T>(ISizeArithmetic<T> arithmetic) => Terms.Count == 0 ? arithmetic.Constant(0)
        : Terms.Select(term => Compute(term, arithmetic)).Aggregate(arithmetic.Add);

    private static T Compute<T>(SizeTerm term, ISizeArithmetic<T> arithmetic)
    {
        var factors = term.Atoms.Select(atom => atom is SizeAtom.Quotient q ? arithmetic.Divide(q.Dividend.Compute(arithmetic), q.Divisor.Compute(arithmetic)) : arithmetic.Symbol(atom.Key));
        return (term.Coefficient == 1 && term.Atoms.Count > 0 ? factors : factors.Prepend(arithmetic.Constant(term.Coefficient))).Aggregate(arithmetic.Multiply);
    }

    /// <inheritdoc/>
    public bool Equals(Size? other) => other is not null && constant == other.constant && (constant is not null || Terms == other.Terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Size);

    /// <inheritdoc/>
    public override int GetHashCode() => constant is { } known ? known.GetHashCode() : Terms.GetHashCode();

    /// <summary>The polynomial as C# would write it.</summary>
    public override string ToString() =>
        constant == 0 ? "0" : string.Join(" + ", Terms).Replace("+ -", "- ");

    /// <summary>The polynomial, in parentheses where it is a sum.</summary>
    internal string ToFactor() => Terms.Count > 1 ? $"({this})" : ToString();

    private static long FloorDivide(long n, long d) => (n / d) - (n % d != 0 && (n < 0) != (d < 0) ? 1 : 0);

    internal static Size Of(SizeAtom atom) => new(new SizeTerm(1, [atom]));

    private static Size Substituted(SizeAtom atom, Func<string, Size?> value) => atom switch
    {
        SizeAtom.Symbol s => value(s.Name) ?? Of(s),
        SizeAtom.Quotient q => q.Dividend.Substitute(value) / q.Divisor.Substitute(value),
        _ => Of(atom),
    };
}
