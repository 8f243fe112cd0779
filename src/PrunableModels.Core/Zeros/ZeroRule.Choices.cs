using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Results that are one operand or another, masks and powers.</content>
public abstract partial class ZeroRule
{
    /// <summary>One operand or the other by a condition, which comes first: zero where both are.</summary>
    public static ZeroRule Choice { get; } = new Computed((_, operands) => ZeroValue.Either(At(operands[1]), At(operands[2])));

    /// <summary>The operand, or a number where a mask says so.</summary>
    public static ZeroRule Fill { get; } = new Computed((node, operands) =>
        ZeroValue.Either(At(operands[0]), Literal(node.Attributes.Find("value")) is { } filled ? ZeroValue.Constant(filled) : ZeroValue.Any));

    /// <summary>A sum with the product of two others: zero where it and one of the factors are.</summary>
    public static ZeroRule SumOfProduct { get; } = new Computed((_, operands) =>
        operands.Any(o => !o.Value.IsNumber) ? ZeroValue.Any
        : At(operands[0]).IsZero && operands.Skip(1).Any(o => At(o).IsZero) ? ZeroValue.Zero
        : ZeroValue.Finite);

    /// <summary>The operand whole, padded with a value: zero where both are.</summary>
    public static ZeroRule Padding { get; } = new Computed((node, operands) =>
        node.Attributes.Find("value") is not { } value ? At(operands[0])
        : ZeroValue.Either(At(operands[0]), Literal(value) is { } padded ? ZeroValue.Constant(padded) : ZeroValue.Any));

    /// <summary>A power: 0 to a positive power is 0; of something else it is a number where the power is a whole one.</summary>
    public static ZeroRule Power { get; } = new Computed((node, operands) =>
        operands[1].IsPresent || Literal(node.Attributes.Find("value")) is not { } exponent || exponent < 0 || !operands[0].Value.IsNumber ? ZeroValue.Any
        : At(operands[0]).IsZero ? ZeroValue.Constant(Math.Pow(0, exponent))
        : exponent == Math.Floor(exponent) ? ZeroValue.Finite : ZeroValue.Any);

    /// <summary>A norm: zero of zeros where its order is positive.</summary>
    public static ZeroRule Norm { get; } = new Computed((node, operands) =>
        (node.Attributes.Find("p") ?? node.Attributes.Find("norm_type")) is { } p && Literal(p) is not > 0 ? ZeroValue.Any : At(operands[0]) is var value && value.Kind == ZeroKind.Constant ? ZeroValue.Finite : value);

    /// <summary>A comparison: 0 or 1, and which where both sides are zero.</summary>
    public static ZeroRule Compares(Func<double, double, bool> holds) => new Computed((node, operands) =>
        At(operands[0]).IsZero && (operands[1].IsPresent ? At(operands[1]).IsZero ? 0 : null : Literal(node.Attributes.Find("value"))) is { } other
            ? ZeroValue.Constant(holds(0, other) ? 1 : 0)
            : ZeroValue.Finite);

    // What has no such index holds some number there.
    private static ZeroValue At(OperandZero operand) => operand.HasIndex || !operand.Value.IsNumber ? operand.Value : ZeroValue.Finite;

    private sealed class Computed(Func<Node, IReadOnlyList<OperandZero>, ZeroValue> value) : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands) => value(node, operands);
    }
}
