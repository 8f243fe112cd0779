using System;
using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>
/// By what a tensor changes, as far as it is known: a scale, and unknown scales of parameters and fields that could make up for it,
/// each with an exponent.
/// </summary>
internal sealed class ScaleForm
{
    // Few, so that looking through them is faster than a table.
    private readonly List<(object Unknown, double Exponent)> exponents;

    private ScaleForm(List<(object Unknown, double Exponent)> exponents, Scale known)
    {
        exponents.RemoveAll(e => Math.Abs(e.Exponent) <= 1e-9);
        this.exponents = exponents;
        Known = known;
    }

    /// <summary>No change.</summary>
    public static ScaleForm None { get; } = new([], Scale.None);

    /// <summary>The part that is known.</summary>
    public Scale Known { get; }

    /// <summary>The parameters (<see cref="TensorLeaf"/>) and fields (<see cref="FieldSource"/>) and their exponents.</summary>
    public IReadOnlyList<(object Unknown, double Exponent)> Exponents => exponents;

    /// <summary>Whether nothing changes.</summary>
    public bool IsNone => exponents.Count == 0 && Known.IsNone;

    /// <summary>A known change.</summary>
    public static ScaleForm Of(Scale known) => known.IsNone ? None : new([], known);

    /// <summary>The unknown change of a parameter or field.</summary>
    public static ScaleForm Of(object unknown) => new([(unknown, 1)], Scale.None);

    /// <summary>The change of a product.</summary>
    public ScaleForm Times(ScaleForm other)
    {
        if (other.IsNone || IsNone)
        {
            return other.IsNone ? this : other;
        }

        List<(object Unknown, double Exponent)> product = [.. exponents];
        foreach (var (unknown, exponent) in other.exponents)
        {
            if (IndexOf(unknown) is var i and >= 0)
            {
                product[i] = (unknown, product[i].Exponent + exponent);
            }
            else
            {
                product.Add((unknown, exponent));
            }
        }

        return new(product, Known.Times(other.Known));
    }

    /// <summary>The change of a power.</summary>
    public ScaleForm To(double power) => power == 1 || IsNone ? this : new(exponents.ConvertAll(e => (e.Unknown, e.Exponent * power)), Known.To(power));

    /// <summary>The exponent of an unknown.</summary>
    public double ExponentOf(object unknown) => IndexOf(unknown) is var i and >= 0 ? exponents[i].Exponent : 0;

    /// <summary>The form without an unknown.</summary>
    public ScaleForm Without(object unknown) => new(exponents.FindAll(e => !e.Unknown.Equals(unknown)), Known);

    private int IndexOf(object unknown)
    {
        for (var i = 0; i < exponents.Count; i++)
        {
            if (exponents[i].Unknown.Equals(unknown))
            {
                return i;
            }
        }

        return -1;
    }
}
