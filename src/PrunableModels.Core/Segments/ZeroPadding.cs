using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Zeros in a concatenation in the place of what is erased: paddings of the tensors beside it, so that what reads it finds its positions.</summary>
internal sealed class ZeroPadding
{
    private readonly Node joint;
    private readonly Graph graph;
    private readonly int axis;

    private ZeroPadding(Node joint, Graph graph, int axis)
    {
        this.joint = joint;
        this.graph = graph;
        this.axis = axis;
    }

    /// <summary>The tensors that are left of a concatenation, padded in the graph; null where it is not known how much is erased.</summary>
    /// <param name="joint">The concatenation.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="isGone">Whether a tensor is erased; some are left.</param>
    public static IReadOnlyList<GraphValue?>? Of(Node joint, Graph graph, Func<GraphValue, bool> isGone)
    {
        var type = joint.Outputs[0].Type;
        if (joint.Attributes.Constant("dim", 0) is not { } dimension || !type.HasRank || type.IndexFromEnd(dimension) is not { } axis)
        {
            return null;
        }

        var padding = new ZeroPadding(joint, graph, axis);
        var parts = new List<(GraphValue Value, long Before, long After)>();
        var first = 0L;
        foreach (var operand in joint.Operands.Select(o => o!))
        {
            if (!isGone(operand))
            {
                parts.Add((operand, parts.Count == 0 ? first : 0, 0));
            }
            else if (!padding.Extent(operand).IsConstant(out var zeros))
            {
                return null;
            }
            else if (parts.Count == 0)
            {
                first += zeros;
            }
            else
            {
                parts[parts.Count - 1] = parts[parts.Count - 1] with { After = parts[parts.Count - 1].After + zeros };
            }
        }

        return [.. parts.Select(p => p.Before + p.After == 0 ? p.Value : padding.Pad(p.Value, p.Before, p.After))];
    }

    private Size Extent(GraphValue value) => graph.Solver.Resolve(value.Type.FromEnd(axis)!).Extent;

    // Paddings are told from the last axis on.
    private GraphValue Pad(GraphValue value, long before, long after)
    {
        var widths = Enumerable.Repeat(0L, 2 * axis).Concat([before, after]).Select(w => new Value.Integer(Size.Constant(w)));
        var attributes = new Attributes([new("pad", new Value.Sequence(widths))]);
        var node = new Node(graph.Nodes.Max(n => n.Id) + 1, OperatorTable.Find("pad")!, "functional.pad", [value], attributes, null, joint.Frame, joint.Origin);
        var axes = value.Type.Axes.ToList();
        axes[axes.Count - 1 - axis] = AxisType.Fixed(Extent(value) + Size.Constant(before + after));
        var padded = graph.NewValue(new(axes));
        padded.Producer = node;
        node.Outputs.Add(padded);
        graph.Nodes.Insert(graph.Nodes.IndexOf(joint), node);
        joint.Frame.Steps.Insert(joint.Frame.Steps.FindIndex(s => s.Node == joint), new(node, null));
        return padded;
    }
}
