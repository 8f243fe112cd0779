using System;
using System.Collections.Generic;

namespace PrunableModels.Core;

/// <content>Functions whose value at zero depends on their arguments, or that are not defined everywhere.</content>
public abstract partial class ZeroRule
{
    /// <summary>Element by element with f(0) = 0, and perhaps not a number elsewhere: a square root, a logarithm.</summary>
    public static ZeroRule PreservesWithinDomain { get; } = new AtZero(_ => 0, ZeroValue.Any);

    /// <summary>A smooth ramp: log(1 + exp(beta x)) / beta, and x itself above the threshold.</summary>
    public static ZeroRule Softplus { get; } = new Elementwise((node, x) => SoftplusOf(x, Bound(node, "beta", "beta", 1), Bound(node, "threshold", "threshold", 20)));

    /// <summary>A maximum with a lower and a minimum with an upper bound: zero where it lies between.</summary>
    public static ZeroRule Clamp { get; } = new AtZero(n => Clamped(n, double.NegativeInfinity, double.PositiveInfinity), ZeroValue.Finite);

    /// <summary>A clamp between -1 and 1 unless told otherwise. TorchSharp 0.107 ignores the bounds, so that a constant is none in every version.</summary>
    public static ZeroRule HardTanh { get; } = new AtZero(n => Clamped(n, -1, 1) == 0 ? 0 : null, ZeroValue.Finite);

    /// <summary>What does not exceed the threshold becomes the value.</summary>
    public static ZeroRule Threshold { get; } = new AtZero(
        n => Literal(n.Attributes.Find("threshold")) is { } threshold && threshold < 0 ? 0 : Literal(n.Attributes.Find("value")), ZeroValue.Finite);

    private static double? SoftplusOf(double x, double? beta, double? threshold) =>
        beta is not { } steepness || steepness == 0 || threshold is not { } most ? null
        : steepness * x > most ? x : Math.Log(1 + Math.Exp(steepness * x)) / steepness;

    private static double? Clamped(Node node, double lower, double upper)
    {
        var least = Bound(node, "min_val", "min", lower);
        var most = Bound(node, "max_val", "max", upper);
        return least is { } a && most is { } b ? Math.Min(Math.Max(0, a), b) : null;
    }

    private static double? Bound(Node node, string name, string shortName, double orElse) =>
        (node.Attributes.Find(name) ?? node.Attributes.Find(shortName)) is { } given ? Literal(given) : orElse;

    private sealed class AtZero(Func<Node, double?> value, ZeroValue elsewhere) : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands) =>
            !operands[0].Value.IsNumber ? ZeroValue.Any
            : !operands[0].HasIndex || !operands[0].Value.IsZero ? elsewhere
            : value(node) is { } number ? ZeroValue.Constant(number) : ZeroValue.Finite;
    }
}
