using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// By what a tensor changes, as far as it is known: a scale, and unknown scales of parameters and fields that could make up for it,
/// each with an exponent.
/// </summary>
internal sealed class ScaleForm
{
    private readonly Dictionary<object, double> exponents;

    private ScaleForm(IEnumerable<KeyValuePair<object, double>> exponents, Scale known)
    {
        this.exponents = exponents.Where(e => Math.Abs(e.Value) > 1e-9).ToDictionary(e => e.Key, e => e.Value);
        Known = known;
    }

    /// <summary>No change.</summary>
    public static ScaleForm None { get; } = new([], Scale.None);

    /// <summary>The part that is known.</summary>
    public Scale Known { get; }

    /// <summary>The parameters (<see cref="TensorLeaf"/>) and fields (<see cref="FieldSource"/>) and their exponents.</summary>
    public IReadOnlyDictionary<object, double> Exponents => exponents;

    /// <summary>Whether nothing changes.</summary>
    public bool IsNone => exponents.Count == 0 && Known.IsNone;

    /// <summary>A known change.</summary>
    public static ScaleForm Of(Scale known) => new([], known);

    /// <summary>The unknown change of a parameter or field.</summary>
    public static ScaleForm Of(object unknown) => new([new(unknown, 1)], Scale.None);

    /// <summary>The change of a product.</summary>
    public ScaleForm Times(ScaleForm other) => other.IsNone ? this : IsNone ? other : new(
        exponents.Keys.Union(other.exponents.Keys).Select(k => new KeyValuePair<object, double>(k, ExponentOf(k) + other.ExponentOf(k))),
        Known.Times(other.Known));

    /// <summary>The change of a power.</summary>
    public ScaleForm To(double power) => power == 1 || IsNone ? this : new(exponents.Select(e => new KeyValuePair<object, double>(e.Key, e.Value * power)), Known.To(power));

    /// <summary>The exponent of an unknown.</summary>
    public double ExponentOf(object unknown) => exponents.TryGetValue(unknown, out var exponent) ? exponent : 0;

    /// <summary>The form without an unknown.</summary>
    public ScaleForm Without(object unknown) => new(exponents.Where(e => !e.Key.Equals(unknown)), Known);
}
