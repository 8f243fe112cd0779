using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// The axes of an operator's operands and results, in the notation of the table:
/// <c>input[..., g*I, h, w] weight[g*O, I, kh, kw] bias[g*O]? -> [..., g*O, _, _]</c>. An upper-case name is an axis that can be
/// pruned, a lower-case one an axis that cannot, <c>g</c> the number of groups; <c>...</c> stands for leading axes, <c>*S</c> for
/// trailing ones, <c>_</c> for a fixed extent that the operator computes; <c>?</c> marks an optional operand. A name that occurs in
/// operands alone is contracted where it is upper-case and occurs in several, otherwise its positions are combined. Commas may
/// stand between operands and between results.
/// </summary>
/// <param name="Operands">The operands.</param>
/// <param name="Results">The results.</param>
public sealed record Signature(EquatableArray<TensorPattern> Operands, EquatableArray<TensorPattern> Results)
{
    /// <summary>Reads the notation.</summary>
    /// <exception cref="SignatureFormatException">The text is no signature; the message gives the column.</exception>
    public static Signature Parse(string text) => SignatureParser.Parse(text);

    /// <inheritdoc/>
    public override string ToString() => $"{string.Join(" ", Operands)} -> {string.Join(" ", Results)}";

    internal bool IsResult(string name)
    {
        foreach (var result in Results)
        {
            foreach (var axis in result.Axes)
            {
                if (axis.Holds(name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    internal int OccurrencesInOperands(string name) => Operands.Count(o => o.Axes.Any(a => a.Factors.Contains(name)));
}

/// <summary>The axes of one operand or result.</summary>
/// <param name="Name">The operand's name as TorchSharp spells the parameter; empty for a result.</param>
/// <param name="HasLeading">Whether further axes may stand before (<c>...</c>).</param>
/// <param name="Axes">The axes.</param>
/// <param name="Trailing">The name of the axes that may stand after (<c>*S</c>), or null.</param>
/// <param name="IsOptional">Whether the operand may be absent.</param>
public sealed record TensorPattern(string Name, bool HasLeading, EquatableArray<AxisPattern> Axes, string? Trailing, bool IsOptional)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        IEnumerable<string> axes = [.. HasLeading ? ["..."] : Enumerable.Empty<string>(), .. Axes.Select(a => a.ToString()), .. Trailing is null ? [] : new[] { "*" + Trailing }];
        return $"{Name}[{string.Join(", ", axes)}]{(IsOptional ? "?" : "")}";
    }
}

/// <summary>One axis of a pattern: a product of names, or <c>_</c>.</summary>
/// <param name="Factors">The names, the outermost first.</param>
public sealed record AxisPattern(EquatableArray<string> Factors)
{
    /// <summary>Whether the operator computes the extent.</summary>
    public bool IsComputed => Factors is ["_"];

    internal bool Holds(string name)
    {
        foreach (var factor in Factors)
        {
            if (factor == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join("*", Factors);
}
