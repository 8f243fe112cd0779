using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Takes what is erased out of a graph: the segments, what only they needed, what no longer reaches an output, and the sums of which one
/// tensor is left. Concatenations have zeros in its place.
/// </summary>
internal sealed class GraphEraser
{
    private readonly Graph graph;
    private readonly Erasure erasure;
    private readonly Dictionary<GraphValue, GraphValue> spliced = [];
    private readonly HashSet<Node> removed;

    private GraphEraser(Graph graph, Erasure erasure)
    {
        this.graph = graph;
        this.erasure = erasure;
        var before = Needed(graph);
        foreach (var joint in erasure.Live.Where(n => n.Operands.Any(erasure.IsGone)).ToList())
        {
            Splice(joint);
        }

        foreach (var node in graph.Nodes)
        {
            node.Operands = [.. node.Operands.Select(o => o is null ? null : Now(o))];
        }

        graph.Replace(Now);
        var needed = Needed(graph);
        removed = [.. graph.Nodes.Where(n => !n.Outputs.Any(needed.Contains) && (n.Outputs.Any(before.Contains) || !n.WritesInPlace))];
    }

    /// <summary>Takes it out, in place.</summary>
    /// <param name="graph">A graph that nobody else needs.</param>
    /// <param name="erasure">What is erased of it; valid.</param>
    public static void Apply(Graph graph, Erasure erasure)
    {
        var eraser = new GraphEraser(graph, erasure);
        graph.Nodes.RemoveAll(eraser.removed.Contains);
        eraser.Clean(graph.Root);
    }

    private static HashSet<GraphValue> Needed(Graph graph)
    {
        var needed = new HashSet<GraphValue>(graph.Outputs);
        foreach (var node in Enumerable.Reverse(graph.Nodes).Where(n => n.Outputs.Any(needed.Contains)))
        {
            needed.UnionWith(node.Operands.OfType<GraphValue>());
            needed.UnionWith(node.Attributes.Items.SelectMany(a => Told(a.Value)));
        }

        return needed;
    }

    // Tensors whose type or device an argument is.
    private static IEnumerable<GraphValue> Told(Value value) => value switch
    {
        Value.Symbol { Told: { } told } => [told.Tensor],
        Value.Sequence list => list.Items.SelectMany(Told),
        _ => [],
    };

    private void Splice(Node joint)
    {
        joint.Operands = Joint.Of(joint)!.IsConcatenation
            ? ZeroPadding.Of(joint, graph, erasure.IsGone) ?? joint.Operands
            : [.. joint.Operands.Where(o => !erasure.IsGone(o))];
        if (joint.Operands is [{ } only])
        {
            spliced.Add(joint.Outputs[0], Now(only));
        }
    }

    private GraphValue Now(GraphValue value) => spliced.TryGetValue(value, out var left) ? left : value;

    private GraphValue? Left(GraphValue value) => Now(value) is var now && now.Producer is { } producer && removed.Contains(producer) ? null : now;

    // Calls in which nothing is left, and those that only pass on what is gone.
    private bool Clean(Frame frame)
    {
        var passedOn = frame.Outputs.Count;
        frame.Steps.RemoveAll(step => step.Node is { } node ? removed.Contains(node) : Clean(step.Call!));
        frame.Pass(Left);
        return passedOn > 0 && frame.Outputs.Count == 0 && !HasNodes(frame);
    }

    private static bool HasNodes(Frame frame) => frame.Steps.Exists(s => s.Node is not null || HasNodes(s.Call!));
}
