using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Which operators pass data from the model's inputs to its outputs, and to which others: what is computed from parameters or shapes alone is no data.</summary>
internal sealed class DataFlow
{
    private readonly Dictionary<Node, List<Node>> readers = [];
    private readonly Dictionary<Node, GraphValue[]> sources = [];
    private readonly HashSet<GraphValue> data;

    public DataFlow(Graph graph)
    {
        data = [.. graph.Inputs];
        var nodes = new List<Node>();
        foreach (var node in graph.Nodes.Where(n => n.Operands.Any(IsData)))
        {
            nodes.Add(node);
            sources.Add(node, [.. node.Operands.Where(IsData).Select(o => o!).Distinct()]);
            data.UnionWith(node.Outputs);
        }

        // What reaches no output does nothing.
        var needed = new HashSet<GraphValue>(graph.Outputs);
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            if (nodes[i].Outputs.Any(needed.Contains))
            {
                Nodes.Add(nodes[i]);
                needed.UnionWith(Sources(nodes[i]));
            }
        }

        Nodes.Reverse();
        foreach (var node in Nodes)
        {
            readers.Add(node, []);
            foreach (var producer in Sources(node).Select(s => s.Producer).OfType<Node>().Distinct())
            {
                readers[producer].Add(node);
            }
        }
    }

    /// <summary>The operators in the order of execution.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>The parameters and buffers that an operator reads, itself or by what is computed from them alone.</summary>
    public IEnumerable<TensorLeaf> Leaves(Node node)
    {
        var pending = new Queue<GraphValue>(node.Operands.OfType<GraphValue>());
        var seen = new HashSet<GraphValue>();
        while (pending.Count > 0)
        {
            var value = pending.Dequeue();
            if (value.Leaf is { } leaf)
            {
                yield return leaf;
            }
            else if (!IsData(value) && seen.Add(value))
            {
                value.Producer?.Operands.OfType<GraphValue>().ToList().ForEach(pending.Enqueue);
            }
        }
    }

    /// <summary>The operators that read a result of one.</summary>
    public IReadOnlyList<Node> Readers(Node node) => readers[node];

    /// <summary>The data that an operator reads, each tensor once.</summary>
    public IReadOnlyList<GraphValue> Sources(Node node) => sources.TryGetValue(node, out var data) ? data : [];

    /// <summary>Whether a tensor comes from an input.</summary>
    public bool IsData(GraphValue? value) => value is not null && data.Contains(value);
}
