using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The value of an operand at the index in question.</summary>
/// <param name="HasIndex">Whether the operand has the index at all; where it has not, its value is some number.</param>
/// <param name="Value">The value.</param>
/// <param name="IsPresent">Whether the operand was given.</param>
public readonly record struct OperandZero(bool HasIndex, ZeroValue Value, bool IsPresent)
{
    /// <summary>Whether it was given and holds zero at the index.</summary>
    public bool IsZero => IsPresent && HasIndex && Value.IsZero;
}

/// <summary>What an operator's result holds at a removed index, from what its operands hold there.</summary>
public abstract partial class ZeroRule
{
    /// <summary>Zero stays zero: element by element with f(0) = 0, or a combination of positions of which all are zero.</summary>
    public static ZeroRule Preserves { get; } = new Elementwise((_, x) => x == 0 ? 0 : null) { KeepsZero = true };

    /// <summary>Means and extremes over other axes: those of a constant are that constant.</summary>
    public static ZeroRule Averages { get; } = new Elementwise((_, x) => x) { KeepsZero = true };

    /// <summary>Elements move and stay what they are.</summary>
    public static ZeroRule Moves { get; } = new MovesRule() { KeepsZero = true };

    /// <summary>Concatenations: each index comes from the operands that have it.</summary>
    public static ZeroRule Joins { get; } = new JoinsRule();

    /// <summary>A sum of products of the operands with a bias last: zero where a factor and the bias are.</summary>
    public static ZeroRule Affine { get; } = new AffineRule();

    /// <summary>Normalisation with statistics of its own, then scale and shift: zero where both of these are.</summary>
    public static ZeroRule ScaleAndShift { get; } = new ScaleAndShiftRule();

    /// <summary>Sums and differences: zero where every operand is zero.</summary>
    public static ZeroRule Sum { get; } = new SumRule();

    /// <summary>Products: zero where one factor is zero and the others are numbers.</summary>
    public static ZeroRule Product { get; } = new ProductRule();

    /// <summary>Quotients: zero where the dividend is zero and the divisor has no such index.</summary>
    public static ZeroRule Quotient { get; } = new QuotientRule();

    /// <summary>Attention: weighted means of the values, zero where these are.</summary>
    public static ZeroRule Attention { get; } = new AttentionRule();

    /// <summary>Nothing is known: the result is some number.</summary>
    public static ZeroRule Unknown { get; } = new UnknownRule();

    /// <summary>Whether a result is zero wherever the first operand is, so that it makes no difference who sees the operand change into it.</summary>
    public bool KeepsZero { get; private init; }

    /// <summary>The value of the result.</summary>
    public abstract ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands);

    private sealed class Elementwise(Func<Node, double, double?> function) : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands) => operands[0] switch
        {
            { HasIndex: true, Value.IsConstant: true } at when function(node, at.Value.Number) is { } value => ZeroValue.Constant(value),
            { Value.IsNumber: false } => ZeroValue.Any,
            _ => ZeroValue.Finite,
        };
    }

    private sealed class MovesRule : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands) => operands[0].Value;
    }

    private sealed class JoinsRule : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands) =>
            operands.Where(o => o.HasIndex).Select(o => o.Value).DefaultIfEmpty(ZeroValue.Finite).Aggregate(ZeroValue.Either);
    }

    private sealed class AffineRule : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands)
        {
            var biasIndex = node.Operator.IndexOf("bias");
            var bias = biasIndex < 0 ? default : operands[biasIndex];
            var isZero = false;
            for (var i = 0; i < operands.Count; i++)
            {
                if (i != biasIndex && !operands[i].Value.IsNumber)
                {
                    return ZeroValue.Any;
                }

                isZero |= i != biasIndex && operands[i].HasIndex && operands[i].Value.IsZero;
            }

            return isZero && (!bias.IsPresent || bias.IsZero) ? ZeroValue.Zero : ZeroValue.Finite;
        }
    }

    private sealed class ScaleAndShiftRule : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands)
        {
            var (weight, bias) = (operands[node.Operator.IndexOf("weight")], operands[node.Operator.IndexOf("bias")]);
            return !operands[0].Value.IsNumber ? ZeroValue.Any
                : weight.IsZero && (!bias.IsPresent || bias.IsZero) ? ZeroValue.Zero
                : ZeroValue.Finite;
        }
    }

    private static bool IsKnown(OperandZero operand) => operand is { HasIndex: true, Value.IsConstant: true };

    private sealed class SumRule : ZeroRule
    {
        // A number added to a tensor is an attribute: 0 + c is the constant c.
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands)
        {
            var present = operands.Where(o => o.IsPresent).ToList();
            return present.Any(o => !o.Value.IsNumber) ? ZeroValue.Any
                : present.All(o => o.HasIndex && o.Value.IsZero) && node.Attributes.Find("value") is null ? ZeroValue.Zero
                : present.Count == 2 && present.All(IsKnown) && node.Attributes.Items.Count == 0 && node.Operator.Name is "add" or "sub"
                    ? ZeroValue.Constant(node.Operator.Name == "add" ? present[0].Value.Number + present[1].Value.Number : present[0].Value.Number - present[1].Value.Number)
                : present is [{ HasIndex: true, Value.IsConstant: true } only] && WithNumber(node, only.Value.Number) is { } sum ? ZeroValue.Constant(sum)
                : ZeroValue.Finite;
        }

        private static double? WithNumber(Node node, double x) => node.Attributes.Items.Count != 1 || Literal(node.Attributes.Find("value")) is not { } number ? null
            : node.Operator.Name switch
            {
                "add" => x + number,
                "sub" => x - number,
                _ => null,
            };
    }

    private sealed class ProductRule : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands) =>
            operands.Any(o => o.IsPresent && !o.Value.IsNumber) ? ZeroValue.Any
            : operands.Any(o => o.HasIndex && o.Value.IsZero) ? ZeroValue.Zero
            : operands.Count(o => o.IsPresent) == 1 && operands[0] is { HasIndex: true, Value: { IsConstant: true, Number: var constant } } && Literal(node.Attributes.Find("value")) is { } factor ? ZeroValue.Constant(constant * factor)
            : operands.Count(o => o.IsPresent) == 2 && operands.Where(o => o.IsPresent).All(IsKnown) && node.Attributes.Items.Count == 0 && node.Operator.Name == "mul" ? ZeroValue.Constant(operands[0].Value.Number * operands[1].Value.Number)
            : ZeroValue.Finite;
    }

    private sealed class QuotientRule : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands)
        {
            // An extent is no zero where the tensor has elements.
            var byNumber = !operands[1].IsPresent && (node.Attributes.Find("value") is Value.Integer { Axis: not null } || Literal(node.Attributes.Find("value")) is { } divisor && divisor != 0);
            return operands[1].HasIndex || !operands[0].Value.IsNumber ? ZeroValue.Any
                : operands[0].HasIndex && operands[0].Value.IsZero && (operands[1].IsPresent || byNumber) ? ZeroValue.Zero
                : ZeroValue.Finite;
        }
    }

    private sealed class AttentionRule : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands) =>
            operands.Any(o => o.IsPresent && !o.Value.IsNumber) ? ZeroValue.Any
            : operands[2].HasIndex && operands[2].Value.IsZero ? ZeroValue.Zero
            : ZeroValue.Finite;
    }

    private sealed class UnknownRule : ZeroRule
    {
        public override ZeroValue Evaluate(Node node, IReadOnlyList<OperandZero> operands) => ZeroValue.Finite;
    }

    private static double? Literal(Value? value) => value?.AsLiteral();
}
