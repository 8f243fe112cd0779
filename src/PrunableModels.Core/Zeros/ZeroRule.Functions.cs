using System;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Functions of a constant, results that do not depend on the operand, and operands that replace others.</content>
public abstract partial class ZeroRule
{
    /// <summary>Not a number never, and zero where the operand is.</summary>
    public static ZeroRule MakesFinite { get; } = new Computed((_, operands) => At(operands[0]).IsZero ? ZeroValue.Zero : ZeroValue.Finite);

    /// <summary>Zero where every operand that has the index is zero.</summary>
    public static ZeroRule PreservesAll { get; } = new Computed((_, operands) =>
        operands.Any(o => o.IsPresent && !o.Value.IsNumber) ? ZeroValue.Any
        : operands.Any(o => o.HasIndex) && operands.All(o => !o.HasIndex || o.Value.IsZero) ? ZeroValue.Zero : ZeroValue.Finite);

    /// <summary>Some number, unless an operand is none.</summary>
    public static ZeroRule SomeNumber { get; } = new Computed((_, operands) => operands.Any(o => o.IsPresent && !o.Value.IsNumber) ? ZeroValue.Any : ZeroValue.Finite);

    /// <summary>Between two operands, by a weight: zero where both are.</summary>
    public static ZeroRule Between { get; } = new Computed((_, operands) =>
        operands.Any(o => o.IsPresent && !o.Value.IsNumber) ? ZeroValue.Any : operands.Take(2).All(o => At(o).IsZero) ? ZeroValue.Zero : ZeroValue.Finite);

    /// <summary>A sum with the quotient of two others: zero where it and the dividend are and the divisor has no such index.</summary>
    public static ZeroRule SumOfQuotient { get; } = new Computed((_, operands) =>
        operands.Any(o => !o.Value.IsNumber) || operands[2].HasIndex ? ZeroValue.Any
        : At(operands[0]).IsZero && At(operands[1]).IsZero ? ZeroValue.Zero : ZeroValue.Finite);

    /// <summary>The second operand in the shape of the first.</summary>
    public static ZeroRule Replaces { get; } = new Computed((_, operands) => At(operands[1]));

    /// <summary>The first operand in the shape of the second.</summary>
    public static ZeroRule First { get; } = new Computed((_, operands) => At(operands[0]));

    /// <summary>The first operand, or the second where that was stored: a number where none was.</summary>
    public static ZeroRule Stores { get; } = new Computed((node, operands) => ZeroValue.Either(
        At(operands[0]),
        operands[1].IsPresent ? At(operands[1]) : Literal(node.Attributes.Find("stored")) is { } stored ? ZeroValue.Constant(stored) : ZeroValue.Any));

    /// <summary>A scaled vector of length 1: a norm that has eps below it is no divisor of zero.</summary>
    public static ZeroRule Normalized { get; } = new Computed((node, operands) =>
        !operands[0].Value.IsNumber || (node.Attributes.Find("eps") is { } eps && Literal(eps) is not > 0) ? ZeroValue.Any
        : At(operands[0]).IsZero ? ZeroValue.Zero : ZeroValue.Finite);

    /// <summary>A number divided by the operand.</summary>
    public static ZeroRule Divides { get; } = new Computed((node, operands) =>
        At(operands[0]) is { Kind: ZeroKind.Constant, Number: var divisor } && Literal(node.Attributes.Find("value")) is { } dividend ? ZeroValue.Constant(dividend / divisor) : ZeroValue.Any);

    /// <summary>A function of one operand, which is perhaps not defined everywhere: of zero and of constants it is known.</summary>
    public static ZeroRule Function(Func<double, double> function, bool isDefinedEverywhere = true) => new Computed((_, operands) =>
        At(operands[0]) is { Kind: ZeroKind.Zero or ZeroKind.Constant } known
            ? function(known.Number) is var value && !double.IsNaN(value) && !double.IsInfinity(value) ? ZeroValue.Constant(value) : ZeroValue.Any
            : isDefinedEverywhere ? At(operands[0]) : ZeroValue.Any) { KeepsZero = function(0) == 0 };

    /// <summary>A constant, whatever the operands; null where it is not known.</summary>
    public static ZeroRule Always(Func<Node, double?> constant) => new Computed((node, _) => constant(node) is { } number ? ZeroValue.Constant(number) : ZeroValue.Any);

    /// <summary>The constant that the argument <c>value</c> is.</summary>
    public static ZeroRule AlwaysValue { get; } = Always(node => Literal(node.Attributes.Find("value")));
}
