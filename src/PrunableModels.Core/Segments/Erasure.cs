using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// A set of segments that are erased together, and what becomes of the rest: what no longer reaches an output is dead, joints with
/// one tensor left are spliced; what is still needed has to have an input left (OTOv3, section 4). Zeros pass through sums that are
/// given nothing else, so that it does not matter in which order a chain of them adds up.
/// </summary>
public sealed class Erasure
{
    private readonly SegmentGraph graph;
    private readonly HashSet<Node> gone;
    private readonly HashSet<Node> starved = [];
    private readonly HashSet<Node> broken = [];
    private readonly HashSet<Node> live = [];

    private Erasure(SegmentGraph graph, IReadOnlyList<Segment> erased)
    {
        this.graph = graph;
        Erased = erased;
        gone = [.. erased.SelectMany(s => s.Nodes)];
        FindGone();
        FindLive();
        Problem = FindProblem();
    }

    /// <summary>The segments that are erased.</summary>
    public IReadOnlyList<Segment> Erased { get; }

    /// <summary>Why the network that is left would not be one; null where it is valid.</summary>
    public KeptReason? Problem { get; }

    /// <summary>Whether the network that is left computes every output from an input.</summary>
    public bool IsValid => Problem is null;

    /// <summary>The operators that are left, in the order of execution.</summary>
    public IEnumerable<Node> Live => graph.Flow.Nodes.Where(live.Contains);

    /// <summary>Whether a segment is left and does something.</summary>
    public bool IsLive(Segment segment) => live.Contains(segment.Nodes[0]);

    /// <summary>The operators that nothing erased and that do nothing any more.</summary>
    public IEnumerable<Node> Dead => graph.Flow.Nodes.Where(n => !live.Contains(n) && !Erased.Any(s => s.Nodes.Contains(n)));

    /// <summary>The parameters and buffers on which what is left depends.</summary>
    public IEnumerable<TensorLeaf> Needed => Live.SelectMany(graph.Flow.Leaves).Distinct();

    /// <summary>The joints of which one tensor is left, so that they do nothing.</summary>
    public IEnumerable<Node> Spliced => Live.Where(n => graph.Of(n)!.IsJoint && Left(n).Take(2).Count() == 1 && graph.Flow.Sources(n).Any(IsGone));

    /// <summary>The axes of erased tensors and those of the sums that did not tie them, wherever that is known.</summary>
    public IEnumerable<(AxisType Gone, AxisType Sum)> Untied =>
        from sum in graph.Flow.Nodes
        from operand in Enumerable.Range(0, sum.Operands.Count)
        where graph.Graph.Erased.DoesWithout(sum, operand)
        from axis in Enumerable.Range(0, sum.Operands[operand]!.Type.Count)
        let whole = sum.Outputs[0].Type.FromEnd(axis)
        where whole is not null
        select (Resolved(sum.Operands[operand]!.Type.FromEnd(axis)!), Resolved(whole));

    /// <summary>What becomes of a model when segments are erased.</summary>
    /// <exception cref="ArgumentException">A segment cannot be erased, or is of another model.</exception>
    public static Erasure Of(SegmentGraph graph, IEnumerable<Segment> erased)
    {
        List<Segment> chosen = [.. erased.Distinct()];
        if (chosen.Find(s => !graph.Segments.Contains(s)) is { } foreign)
        {
            throw new ArgumentException($"The segment {foreign} belongs to another model.", nameof(erased));
        }

        if (chosen.Find(s => s.Kept is not null) is { } kept)
        {
            throw new ArgumentException($"The segment {kept} cannot be erased: {kept.Kept}.", nameof(erased));
        }

        return new(graph, chosen);
    }

    /// <summary>
    /// Takes out of the graph what is erased, what only that needed, what no longer reaches an output and the sums of which one tensor is
    /// left, so that it is written out and exported without. Concatenations have zeros in the place of what is erased.
    /// </summary>
    /// <exception cref="InvalidOperationException">What is left would be no network.</exception>
    public void Apply()
    {
        if (Problem is { } problem)
        {
            throw new InvalidOperationException($"What is left would be no network: {problem}.");
        }

        GraphEraser.Apply(graph.Graph, this);
    }

    /// <summary>The tensors of an operator that are left, in order.</summary>
    internal IEnumerable<GraphValue> Left(Node node) => graph.Flow.Sources(node).Where(v => !IsGone(v));

    /// <summary>Whether a tensor is zero because an erased segment made it, or operators that are given nothing else and leave zero what it is.</summary>
    internal bool IsGone(GraphValue? value) => value?.Producer is { } producer && gone.Contains(producer);

    private bool IsStarved(GraphValue value) => value.Producer is { } producer && starved.Contains(producer);

    private void FindGone()
    {
        foreach (var node in graph.Flow.Nodes.Where(n => !gone.Contains(n)))
        {
            var sources = graph.Flow.Sources(node).ToList();
            if (sources.TrueForAll(s => IsGone(s) || IsStarved(s)))
            {
                (sources.TrueForAll(IsGone) && KeepsZero(node) ? gone : starved).Add(node);
            }
            else if (Enumerable.Range(0, node.Operands.Count).Any(i => IsGone(node.Operands[i]) && Joint.Of(node)?.DoesWithout(i) != true))
            {
                broken.Add(node);
            }
        }
    }

    private bool KeepsZero(Node node)
    {
        var operands = node.Operands.Select(o => o is null ? default : new OperandZero(true, graph.Flow.IsData(o) ? ZeroValue.Zero : ZeroValue.Finite, true)).ToList();
        return node.Operator.Zero.Evaluate(node, operands).IsZero && node.Operator.OtherResults is null;
    }

    // From the outputs backwards.
    private void FindLive()
    {
        var needed = new HashSet<GraphValue>(graph.Graph.Outputs);
        foreach (var node in graph.Flow.Nodes.Where(n => !gone.Contains(n)).Reverse())
        {
            if (node.Outputs.Any(needed.Contains))
            {
                live.Add(node);
                needed.UnionWith(Left(node));
            }
        }
    }

    private KeptReason? FindProblem()
    {
        if (graph.Graph.Outputs.FirstOrDefault(IsGone) is { } lost)
        {
            return new(KeptKind.ModelOutput, $"{lost.Producer} would give an output of the model from nothing", lost.Producer!.Origin);
        }

        // It would go on with its bias alone.
        if (starved.FirstOrDefault(live.Contains) is { } hungry)
        {
            return new(KeptKind.NotZero, $"{hungry} would have no input left, and is still needed", hungry.Origin);
        }

        if (broken.FirstOrDefault(live.Contains) is { } half)
        {
            return new(KeptKind.Mixed, $"{half} cannot do without what is erased before it", half.Origin);
        }

        foreach (var node in Live)
        {
            if (graph.Flow.Sources(node).Any(IsGone) && Joint.Of(node) is { IsConcatenation: false } && !Left(node).Any(v => HasShapeOf(v, node)))
            {
                return new(KeptKind.ShapeMismatch, $"what is left of {node} would have another shape", node.Origin);
            }
        }

        return null;
    }

    private bool HasShapeOf(GraphValue value, Node joint)
    {
        var (left, whole) = (value.Type, joint.Outputs[0].Type);
        return left.Count == whole.Count && Enumerable.Range(0, left.Count).All(i => Extent(left.FromEnd(i)!).Equals(Extent(whole.FromEnd(i)!)));
    }

    private Size Extent(AxisType axis) => Resolved(axis).Extent;

    private AxisType Resolved(AxisType axis) => graph.Graph.Solver.Resolve(axis);
}
