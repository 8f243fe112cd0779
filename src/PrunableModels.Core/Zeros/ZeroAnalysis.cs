using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Walks the graph once, tracking for every tensor, axis and space what the tensor holds at a removed index, and keeps each space
/// of which some reader would see anything but zero. What is left is proved exact: the compact model computes the same.
/// </summary>
internal sealed class ZeroAnalysis(Graph graph)
{
    private readonly Dictionary<Place, ZeroValue> known = new(3 * graph.Nodes.Count);
    private readonly BiasCorrection biases = new(graph);

    /// <summary>Runs the analysis over a finished graph.</summary>
    public void Run()
    {
        foreach (var leaf in graph.Leaves)
        {
            AtLeaf(leaf, leaf.Leaf!);
        }

        foreach (var node in graph.Nodes)
        {
            KeepMixed(node);
            KeepUnlessRead(node);
            for (var i = 0; i < node.Outputs.Count; i++)
            {
                AtOutput(node, node.Outputs[i], i);
            }
        }

        biases.Finish();
    }

    private static KeptReason Reason(KeptKind kind, string message, Node node) => new(kind, message, node.Origin);

    private void AtLeaf(GraphValue value, TensorLeaf leaf)
    {
        for (var i = 0; i < leaf.Axes.Length; i++)
        {
            foreach (var space in leaf.Axes[i] is { } axis ? graph.Solver.Resolve(axis).Spaces : [])
            {
                known[new(value, leaf.Axes.Length - 1 - i, space)] = leaf.IsWriter[i] ? ZeroValue.Zero : ZeroValue.Finite;
            }
        }
    }

    private void KeepMixed(Node node)
    {
        foreach (var mixed in node.Mixed)
        {
            graph.Solver.Keep(mixed.Type, Reason(KeptKind.Mixed, $"{node} combines its positions", node));
        }
    }

    private void KeepUnlessRead(Node node)
    {
        foreach (var contraction in node.Contracted)
        {
            foreach (var space in graph.Solver.Resolve(contraction[0].Type).Spaces)
            {
                if (space.Kept is not null)
                {
                    continue;
                }

                var values = contraction.Select(c => At(node.Operands[c.Operand]!, c.Axis, space)).ToList();
                var seen = values[0].Value;
                if ((!values.Any(v => v.Value.IsZero) || values.Any(v => !v.Value.IsNumber)) && !(contraction[0].Operand == 0 && biases.MakesUpFor(node, space, seen)))
                {
                    space.Kept = Reason(KeptKind.NotZero, $"{node} would read {seen} where a structure is removed", node);
                }
            }
        }
    }

    private void AtOutput(Node node, GraphValue output, int index)
    {
        var rule = index > 0 && node.Operator.OtherResults is { } other ? other : node.Operator.Zero;
        var operands = new OperandZero[node.Operands.Count];
        var sources = new List<CarriedAxis>(operands.Length);
        for (var axis = 0; axis < output.Type.Count; axis++)
        {
            sources.Clear();
            foreach (var carried in node.Carried)
            {
                if (carried.Output == index && carried.OutputAxis == axis)
                {
                    sources.Add(carried);
                }
            }

            foreach (var space in graph.Solver.Resolve(output.Type.FromEnd(axis)!).Spaces)
            {
                for (var i = 0; i < operands.Length; i++)
                {
                    operands[i] = node.Operands[i] is null ? default : new(false, ZeroValue.Finite, true);
                }

                foreach (var source in sources)
                {
                    if (node.Operands[source.Operand] is { } operand && At(operand, source.Axis, space) is { HasIndex: true } at)
                    {
                        var before = operands[source.Operand];
                        operands[source.Operand] = before.HasIndex ? before with { Value = ZeroValue.Either(before.Value, at.Value) } : at;
                    }
                }

                known[new(output, axis, space)] = rule.Evaluate(node, operands);
            }
        }
    }

    private OperandZero At(GraphValue value, int axis, Space space) =>
        known.TryGetValue(new(value, axis, space), out var zero) ? new(true, zero, true) : new(false, ZeroValue.Finite, true);

    private readonly struct Place(GraphValue value, int axis, Space space) : IEquatable<Place>
    {
        private readonly GraphValue value = value;
        private readonly int axis = axis;
        private readonly Space space = space;

        public bool Equals(Place other) => ReferenceEquals(value, other.value) && axis == other.axis && ReferenceEquals(space, other.space);

        public override bool Equals(object? obj) => obj is Place other && Equals(other);

        public override int GetHashCode() => unchecked((((value.Id * 397) + axis) * 397) + space.Number);
    }
}
