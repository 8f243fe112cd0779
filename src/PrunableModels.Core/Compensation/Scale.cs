using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>An axis and the power to which its shrinking counts.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Power">The power of <c>extent before / extent after</c>.</param>
public sealed record ScalePower(AxisType Axis, double Power);

/// <summary>
/// By what a number changes when axes become smaller: the product of <c>(extent before / extent after)^power</c>. A mean over an axis
/// of which zeros were removed has power 1, for it divides by fewer; its root has power 1/2.
/// </summary>
public sealed class Scale : IEquatable<Scale>
{
    private readonly Dictionary<Size, ScalePower> powers;

    private Scale(IEnumerable<KeyValuePair<Size, ScalePower>> powers) => this.powers = powers.Where(p => Math.Abs(p.Value.Power) > 1e-9).ToDictionary(p => p.Key, p => p.Value);

    /// <summary>No change.</summary>
    public static Scale None { get; } = new([]);

    /// <summary>Whether nothing changes.</summary>
    public bool IsNone => powers.Count == 0;

    /// <summary>The axes on which it depends.</summary>
    public IEnumerable<ScalePower> Powers => powers.Values;

    /// <summary>The change of a mean over an axis: fixed factors of a product stay what they are.</summary>
    internal static Scale OfMean(AxisSolver solver, AxisType axis)
    {
        var resolved = solver.Resolve(axis);
        var counted = resolved.Terms is [var only] ? AxisType.Product([.. only.Factors.Where(f => f.Space is not null)]) : resolved;
        return new([new(solver.SizeOf(counted), new(counted, 1))]);
    }

    /// <summary>The same in terms of the spaces that are left, once more is known of its axes.</summary>
    internal Scale Resolve(AxisSolver solver) => IsNone ? this : powers.Values.Aggregate(None, (scale, p) => scale.Times(OfMean(solver, p.Axis).To(p.Power)));

    /// <summary>The part that depends on some of the axes.</summary>
    public Scale Where(Func<ScalePower, bool> condition) => powers.Values.All(condition) ? this : new(powers.Where(p => condition(p.Value)));

    /// <summary>The change of a product.</summary>
    public Scale Times(Scale other) => other.IsNone ? this : IsNone ? other : new(powers.Keys.Union(other.powers.Keys)
        .Select(k => new KeyValuePair<Size, ScalePower>(k, new((powers.TryGetValue(k, out var mine) ? mine : other.powers[k]).Axis, PowerOf(k) + other.PowerOf(k)))));

    /// <summary>The change of a power.</summary>
    public Scale To(double exponent) => exponent == 1 || IsNone ? this : new(powers.Select(p => new KeyValuePair<Size, ScalePower>(p.Key, p.Value with { Power = p.Value.Power * exponent })));

    /// <inheritdoc/>
    public bool Equals(Scale? other) => other is not null && powers.Count == other.powers.Count && powers.Keys.All(k => other.PowerOf(k) == PowerOf(k));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Scale);

    /// <inheritdoc/>
    public override int GetHashCode() => powers.Keys.Aggregate(powers.Count, (hash, key) => hash ^ key.GetHashCode());

    /// <inheritdoc/>
    public override string ToString() => string.Join(" ", powers.Values.Select(p => FormattableString.Invariant($"({p.Axis})^{p.Power}")));

    private double PowerOf(Size key) => powers.TryGetValue(key, out var power) ? power.Power : 0;
}
