using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>
/// Takes what is erased out of a graph: the segments, what only they needed, what no longer reaches
/// an output, and the sums of which one tensor is left. In a concatenation the positions of an erased segment stay, few and zero.
/// </summary>
internal sealed class GraphEraser
{
    private readonly Graph graph;
    private readonly Dictionary<GraphValue, GraphValue> spliced = [];
    private readonly HashSet<GraphValue> needed;
    private readonly HashSet<Node> removed;

    private GraphEraser(Graph graph, Erasure erasure)
    {
        this.graph = graph;
        var before = Needed(graph);
        foreach (var joint in erasure.Spliced.Where(j => Joint.Of(j)!.IsConcatenation == false))
        {
            spliced.Add(joint.Outputs[0], Now(erasure.Left(joint).Single()));
        }

        graph.Nodes.ForEach(n => n.Read(Now));
        graph.Replace(Now);
        needed = Needed(graph);
        removed = [.. graph.Nodes.Where(n => n.Outputs.Any(before.Contains) && !n.Outputs.Any(needed.Contains))];
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
        }

        return needed;
    }

    private GraphValue Now(GraphValue value) => spliced.TryGetValue(value, out var left) ? left : value;

    private GraphValue? Left(GraphValue value) => Now(value) is var now && now.Producer is { } producer && removed.Contains(producer) ? null : now;

    // Calls in which nothing is left, and those that only pass on what is gone.
    private bool Clean(Frame frame)
    {
        var passedOn = frame.Outputs.Count;
        frame.Steps.RemoveAll(step => step.Node is { } node ? removed.Contains(node) : Clean(step.Call!));
        frame.Pass(Left);
        return frame.Steps.Count == 0 && passedOn > 0 && frame.Outputs.Count == 0;
    }
}
