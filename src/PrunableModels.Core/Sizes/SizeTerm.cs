using System.Linq;

namespace PrunableModels.Core;

/// <summary>One summand of a <see cref="Size"/>: a coefficient other than 0 and atoms in order, a repeated atom standing for a power.</summary>
internal sealed record SizeTerm(long Coefficient, EquatableArray<SizeAtom> Atoms)
{
    public SizeTerm Times(SizeTerm other) =>
        Atoms.Count == 0 ? other with { Coefficient = checked(Coefficient * other.Coefficient) }
        : other.Atoms.Count == 0 ? this with { Coefficient = checked(Coefficient * other.Coefficient) }
        : new(checked(Coefficient * other.Coefficient), Atoms.Concat(other.Atoms).OrderBy(a => a.Key, System.StringComparer.Ordinal).ToEquatableArray());

    /// <summary>The term that gives this one when multiplied by <paramref name="divisor"/>, or null.</summary>
    public SizeTerm? DividedBy(SizeTerm divisor)
    {
        if (Coefficient % divisor.Coefficient != 0)
        {
            return null;
        }

        var rest = Atoms.ToList();
        return divisor.Atoms.All(rest.Remove) ? new(Coefficient / divisor.Coefficient, rest.ToEquatableArray()) : null;
    }

    public string Key { get; } = Atoms.Count == 0 ? "" : Atoms.Count == 1 ? Atoms[0].Key : string.Join(" * ", Atoms.Select(a => a.Key));

    public override string ToString() =>
        Atoms.Count == 0 ? Coefficient.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : Coefficient == 1 ? Key
        : Coefficient.ToString(System.Globalization.CultureInfo.InvariantCulture) + " * " + Key;
}
