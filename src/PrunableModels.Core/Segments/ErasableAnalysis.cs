using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Decides which segments can be erased, each for itself: one with parameters of its own that, with these at zero, hands zeros to
/// joints that do without a tensor. Which of them can go together is <see cref="Erasure"/>'s to say.
/// </summary>
internal sealed class ErasableAnalysis(SegmentGraph segments)
{
    private readonly HashSet<TensorLeaf> shared = [.. segments.Segments.SelectMany(s => s.Parameters).GroupBy(p => p).Where(p => p.Skip(1).Any()).Select(p => p.Key)];

    public void Run()
    {
        foreach (var segment in segments.Segments)
        {
            // What is erased already is, whatever its layers look like by now.
            segment.Kept = segments.Graph.Erased.Holds(segment) ? null : WhyKept(segment);
        }
    }

    private KeptReason? WhyKept(Segment segment)
    {
        var end = segment.End;
        if (segment.IsJoint)
        {
            return new(KeptKind.Mixed, $"{end} is a joint", end.Origin);
        }

        if (segment.Parameters.Count == 0 && segment.Gate is null)
        {
            return new(KeptKind.NotZero, $"{end} has no parameters that could become zero", end.Origin);
        }

        if (segment.Parameters.Count == 0 && segment.Gate!.WhyNoGate is { } why)
        {
            return new(KeptKind.Mixed, $"{segment.Gate.Path} can have no gate: {why}", end.Origin);
        }

        if (segment.Nodes.Select(n => n.Layer?.KeepDense).FirstOrDefault(k => k is not null) is string dense)
        {
            return KeptReason.Dense(dense, segment.Nodes[0].Origin);
        }

        if (end.Outputs.Any(segments.IsOutput))
        {
            return new(KeptKind.ModelOutput, $"{end} gives an output of the model", end.Origin);
        }

        if (segment.Parameters.FirstOrDefault(shared.Contains) is { } elsewhere)
        {
            return new(KeptKind.Mixed, $"{elsewhere.Path} is also used elsewhere", segment.Nodes.First(n => segments.Flow.Leaves(n).Contains(elsewhere)).Origin);
        }

        if (segment.Nodes.FirstOrDefault(n => n.Opaque is not null) is { Opaque: { } opaque })
        {
            return opaque;
        }

        return NotZero(segment) ?? segments.Flow.Readers(end).Select(r => NoJoint(end, r)).FirstOrDefault(r => r is not null);
    }

    // With every parameter at zero, what follows the last affine operator has to leave zeros what they are.
    private KeptReason? NotZero(Segment segment)
    {
        // Of a gate everything is known behind it alone.
        var held = new Dictionary<GraphValue, ZeroValue>();
        var gate = segment.Parameters.Count == 0 ? Gates.Of(segments.Graph).First(g => g.Module == segment.Gate).Output : null;
        Node? broken = null;
        foreach (var node in segment.Nodes)
        {
            Evaluate(node, segment, held);
            if (gate is not null && node.Outputs.Contains(gate))
            {
                held[gate] = ZeroValue.Zero;
            }

            broken = node.Outputs.All(o => held[o].IsZero) ? null : broken ?? node;
        }

        return broken is null ? null
            : new(KeptKind.NotZero, $"{broken} gives {held[broken.Outputs[0]]} where its segment is erased", broken.Origin);
    }

    private void Evaluate(Node node, Segment segment, Dictionary<GraphValue, ZeroValue> held)
    {
        var operands = node.Operands.Select(o => o is null ? default : new OperandZero(true, At(o, segment, held), true)).ToList();
        foreach (var output in node.Outputs)
        {
            var rule = node.Outputs[0] != output && node.Operator.OtherResults is { } other ? other : node.Operator.Zero;
            held[output] = rule.Evaluate(node, operands);
        }
    }

    private ZeroValue At(GraphValue value, Segment segment, Dictionary<GraphValue, ZeroValue> held)
    {
        if (value.Leaf is { } leaf)
        {
            return segment.Parameters.Contains(leaf) ? ZeroValue.Zero : ZeroValue.Finite;
        }

        // What is computed from parameters alone.
        if (!held.ContainsKey(value) && !segments.Flow.IsData(value) && value.Producer is { } producer)
        {
            Evaluate(producer, segment, held);
        }

        return held.TryGetValue(value, out var known) ? known : ZeroValue.Finite;
    }

    private KeptReason? NoJoint(Node end, Node reader)
    {
        var read = reader.Operands.Select((o, i) => (Value: o, Index: i)).Where(o => o.Value is not null && end.Outputs.Contains(o.Value)).ToList();
        return segments.Of(reader)?.IsJoint != true ? new(KeptKind.Mixed, $"{reader} reads it and is no joint", reader.Origin)
            : Joint.Of(reader) is not { } joint ? new(KeptKind.Mixed, $"{reader} cannot do without it: sums and concatenations can", reader.Origin)
            : read.Any(o => !joint.DoesWithout(o.Index)) ? new(KeptKind.Mixed, $"{reader} subtracts from it", reader.Origin)
            : null;
    }
}
