using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>Sizes of an execution on inputs of known shapes, where they follow from these.</summary>
internal static class KnownSize
{
    /// <summary>A number.</summary>
    /// <param name="extent">The extent.</param>
    /// <param name="node">Whose it is, for the message.</param>
    /// <exception cref="InvalidOperationException">It does not follow.</exception>
    public static long Of(Size extent, Node node) => extent.IsConstant(out var n) ? n : throw Unknown(node, $"{extent}");

    /// <summary>The axes of a tensor.</summary>
    /// <param name="value">The tensor.</param>
    /// <param name="node">Whose it is, for the message.</param>
    /// <exception cref="InvalidOperationException">How many there are does not follow.</exception>
    public static IReadOnlyList<AxisType> Axes(GraphValue value, Node node) =>
        value.Type.HasRank ? value.Type.Axes : throw Unknown(node, Cause(value)?.Message ?? "how many axes it has is not known");

    /// <summary>Says that the size of an operator's output does not follow, and why.</summary>
    public static InvalidOperationException Unknown(Node node, string why) => new($"The output size of {node} does not follow from the input's: {why}.");

    // The operation nearest to a value that gave it up.
    private static KeptReason? Cause(GraphValue value)
    {
        HashSet<GraphValue> seen = [value];
        for (var queue = new Queue<GraphValue>(seen); queue.TryDequeue(out var next);)
        {
            if (next.Producer?.Opaque is { } reason)
            {
                return reason;
            }

            foreach (var operand in next.Producer?.Operands.OfType<GraphValue>().Where(seen.Add) ?? [])
            {
                queue.Enqueue(operand);
            }
        }

        return null;
    }
}
