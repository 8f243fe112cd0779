using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>By what the result of an operator changes when its operands change by factors.</summary>
public abstract class ScaleRule
{
    /// <summary>Nothing is known, so no operand may change.</summary>
    public static ScaleRule Unknown { get; } = new Computed((equations, node, operands) => OnlyFirst(equations, node, [ScaleForm.None, .. operands]));

    /// <summary>All operands have to change alike, and so does the result: sums, concatenations, choices.</summary>
    public static ScaleRule Alike { get; } = new Computed(AllAlike);

    /// <summary>The changes of the factors are multiplied.</summary>
    public static ScaleRule Product { get; } = new Computed((equations, node, operands) => Multiply(operands).Times(ScaleForm.Of(equations.Number(Number(node)))));

    /// <summary>The change of the dividend by that of the divisor.</summary>
    public static ScaleRule Quotient { get; } = new Computed((equations, node, operands) =>
        operands[0].Times(Multiply(operands.Skip(1)).Times(ScaleForm.Of(equations.Number(Number(node)))).To(-1)));

    /// <summary>Sums of products with a bias: that has to change like the result.</summary>
    public static ScaleRule Affine { get; } = new Computed(ProductAndBias);

    /// <summary>A power with a number for exponent.</summary>
    public static ScaleRule Power { get; } = new Computed((equations, node, operands) =>
        operands.Count == 1 && (Number(node) ?? node.Attributes.Find("exponent"))?.AsLiteral() is { } exponent
            ? operands[0].To(exponent)
            : OnlyFirst(equations, node, [ScaleForm.None, .. operands]));

    /// <summary>The products of queries and keys, divided by the root of their width, must not change; the result changes like the values.</summary>
    public static ScaleRule Attention { get; } = new Computed((equations, node, operands) =>
    {
        var root = node.DividesByRootOf is { } width ? equations.Mean(width).To(0.5) : Scale.None;
        equations.Vanishes(operands[0].Times(operands[1]).Times(ScaleForm.Of(root)), node);
        return OnlyFirst(equations, node, [.. operands.Skip(2)]);
    });

    /// <summary>The power that a factor of the first operand is raised to, where that is all that happens to it.</summary>
    internal double? Degree { get; private init; }

    /// <summary>f(c x) = c^degree f(x) for positive c.</summary>
    public static ScaleRule Homogeneous(double degree) => new Computed((equations, node, operands) => OnlyFirst(equations, node, operands).To(degree)) { Degree = degree };

    /// <summary>What is known of an operator from what it makes of zeros.</summary>
    internal static ScaleRule Of(ZeroRule zero) =>
        zero == ZeroRule.Moves ? Homogeneous(1)
        : zero == ZeroRule.Joins || zero == ZeroRule.Sum ? Alike
        : zero == ZeroRule.Product ? Product
        : zero == ZeroRule.Quotient ? Quotient
        : zero == ZeroRule.Power ? Power
        : zero == ZeroRule.Affine ? Affine
        : zero == ZeroRule.Attention ? Attention
        : Unknown;

    /// <summary>The change of the result. What has to hold for it is stated in the equations.</summary>
    internal abstract ScaleForm Evaluate(ScaleEquations equations, Node node, IReadOnlyList<ScaleForm> operands);

    private static Value? Number(Node node) => node.Attributes.Find("value");

    private static ScaleForm Multiply(IEnumerable<ScaleForm> factors) => factors.Aggregate(ScaleForm.None, (product, f) => product.Times(f));

    private static ScaleForm OnlyFirst(ScaleEquations equations, Node node, IReadOnlyList<ScaleForm> operands)
    {
        foreach (var other in operands.Skip(1))
        {
            equations.Vanishes(other, node);
        }

        return operands[0];
    }

    // A number that is added has to change alike, so it has to stand in a field of its own.
    private static ScaleForm AllAlike(ScaleEquations equations, Node node, IReadOnlyList<ScaleForm> operands)
    {
        foreach (var other in operands.Skip(1))
        {
            equations.Equate(operands[0], other, node);
        }

        if (Number(node) is { } number && number.AsLiteral() != 0)
        {
            equations.Equate(operands[0], number.Source is { } field && field.Owner.CanSet(field.Field) ? equations.Unknown(field) : ScaleForm.None, node);
        }

        return operands[0];
    }

    private static ScaleForm ProductAndBias(ScaleEquations equations, Node node, IReadOnlyList<ScaleForm> operands)
    {
        var place = node.Operator.IndexOf("bias");
        var bias = place >= 0 && place < node.Operands.Count && node.Operands[place] is not null ? node.Operands.Take(place).Count(o => o is not null) : -1;
        var product = Multiply(operands.Where((_, i) => i != bias));
        if (bias >= 0)
        {
            equations.Equate(product, operands[bias], node);
        }

        return product;
    }

    private sealed class Computed(Func<ScaleEquations, Node, IReadOnlyList<ScaleForm>, ScaleForm> change) : ScaleRule
    {
        internal override ScaleForm Evaluate(ScaleEquations equations, Node node, IReadOnlyList<ScaleForm> operands) => change(equations, node, operands);
    }
}
