using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Which tensors are zero because their segments are erased, as the model is executed: axes that meet them in a sum are not tied to theirs.</summary>
/// <param name="ids">The ids of these segments.</param>
internal sealed class ErasedFlow(IEnumerable<string> ids)
{
    private readonly HashSet<string> erased = new(ids, StringComparer.Ordinal);
    private readonly HashSet<GraphValue> data = [];
    private readonly HashSet<GraphValue> gone = [];

    /// <summary>Whether nothing is erased.</summary>
    public bool IsEmpty => erased.Count == 0;

    /// <summary>Whether a segment is erased.</summary>
    public bool Holds(Segment segment) => erased.Contains(segment.Id);

    /// <summary>Whether a tensor is zero; the last operators of its segment leave it so.</summary>
    public bool IsGone(GraphValue? value) => value is not null && gone.Contains(value);

    /// <summary>Whether a joint does without an operand.</summary>
    public bool DoesWithout(Node joint, int operand) =>
        IsGone(joint.Operands[operand]) && Joint.Of(joint) is { IsConcatenation: false } kind && kind.DoesWithout(operand) && !joint.Operands.All(o => o is null || IsGone(o));

    /// <summary>Takes note of an operator that has been typed.</summary>
    public void Note(Node node)
    {
        if (IsEmpty)
        {
            return;
        }

        var sources = node.Operands.OfType<GraphValue>().Where(o => o.Input is not null || data.Contains(o)).ToList();
        if (sources.Count > 0)
        {
            data.UnionWith(node.Outputs);
            if (sources.All(gone.Contains) || ReadsErased(node) || Gates.IsInside(node, erased))
            {
                gone.UnionWith(node.Outputs);
            }
        }
    }

    // Itself, or by what is computed from parameters alone.
    private bool ReadsErased(Node node) => node.Operands.OfType<GraphValue>().Where(o => !data.Contains(o) && o.Input is null).Any(o =>
        o.Leaf is { } leaf ? erased.Contains(leaf.Path) : o.Producer is { } producer && ReadsErased(producer));
}
