using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Walks the graph once, tracking for every tensor, axis and space what the tensor holds at a removed index, and keeps each space
/// of which some reader would see anything but zero. What is left is proved exact: the compact model computes the same.
/// </summary>
internal sealed class ZeroAnalysis(Graph graph)
{
    private readonly Dictionary<(GraphValue Value, int Axis, Space Space), ZeroValue> known = [];
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
            foreach (var output in node.Outputs)
            {
                AtOutput(node, output);
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
                known[(value, leaf.Axes.Length - 1 - i, space)] = leaf.IsWriter[i] ? ZeroValue.Zero : ZeroValue.Finite;
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
            foreach (var space in graph.Solver.Resolve(contraction[0].Type).Spaces.Where(s => s.Kept is null))
            {
                var values = contraction.Select(c => At(node.Operands[c.Operand]!, c.Axis, space)).ToList();
                var seen = values[0].Value;
                if ((!values.Any(v => v.Value.IsZero) || values.Any(v => !v.Value.IsNumber)) && !(contraction[0].Operand == 0 && biases.MakesUpFor(node, space, seen)))
                {
                    space.Kept = Reason(KeptKind.NotZero, $"{node} would read {seen} where a structure is removed", node);
                }
            }
        }
    }

    private void AtOutput(Node node, GraphValue output)
    {
        var index = node.Outputs.IndexOf(output);
        var rule = index > 0 && node.Operator.OtherResults is { } other ? other : node.Operator.Zero;
        for (var axis = 0; axis < output.Type.Count; axis++)
        {
            var spaces = graph.Solver.Resolve(output.Type.FromEnd(axis)!).Spaces;
            if (spaces.Count == 0)
            {
                continue;
            }

            var sources = node.Carried.Where(c => c.Output == index && c.OutputAxis == axis).ToLookup(c => c.Operand);
            foreach (var space in spaces)
            {
                var operands = node.Operands.Select((o, i) => o is null ? default : Source(o, sources[i], space)).ToList();
                known[(output, axis, space)] = rule.Evaluate(node, operands);
            }
        }
    }

    private OperandZero Source(GraphValue operand, IEnumerable<CarriedAxis> sources, Space space)
    {
        var values = sources.Select(s => At(operand, s.Axis, space)).Where(v => v.HasIndex).Select(v => v.Value).ToList();
        return new(values.Count > 0, values.DefaultIfEmpty(ZeroValue.Finite).Aggregate(ZeroValue.Either), true);
    }

    private OperandZero At(GraphValue value, int axis, Space space) =>
        known.TryGetValue((value, axis, space), out var zero) ? new(true, zero, true) : new(false, ZeroValue.Finite, true);
}
