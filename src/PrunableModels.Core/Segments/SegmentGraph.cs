using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A model as segments: the units that erasing takes away as a whole (OTOv3).</summary>
public sealed class SegmentGraph
{
    private readonly Dictionary<Node, Segment> owners = [];

    private SegmentGraph(Graph graph)
    {
        Graph = graph;
        Flow = new(graph);
        var segments = new List<Segment>();
        foreach (var node in Flow.Nodes.Where(n => !owners.ContainsKey(n)))
        {
            var segment = new Segment(segments.Count, Grow(node), IsJoint(node), Flow);
            segments.Add(segment);
            foreach (var member in segment.Nodes)
            {
                owners.Add(member, segment);
            }
        }

        Segments = segments;
        Gates.Of(graph).Where(g => g.Output.Producer is { } maker && owners.ContainsKey(maker)).ToList().ForEach(g => owners[g.Output.Producer!].Gate = g.Module);
    }

    /// <summary>The segments in the order of execution.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>Those that can be erased, each for itself.</summary>
    public IEnumerable<Segment> Erasable => Segments.Where(s => s.Kept is null);

    /// <summary>The execution.</summary>
    public Graph Graph { get; }

    internal DataFlow Flow { get; }

    /// <summary>The segments of one execution of a model.</summary>
    public static SegmentGraph Of(Graph graph)
    {
        var segments = new SegmentGraph(graph);
        new ErasableAnalysis(segments).Run();
        return segments;
    }

    /// <summary>The segment of that id, or null.</summary>
    public Segment? Find(string id) => Segments.FirstOrDefault(s => s.Id == id);

    /// <summary>The segment of that id.</summary>
    /// <exception cref="ArgumentException">There is none; the message names the first that can be erased.</exception>
    public Segment Get(string id) => Find(id) ?? throw new ArgumentException($"The model has no segment '{id}'{Offered()}.", nameof(id));

    /// <summary>The segment to which an operator belongs; null where it passes no data from an input to an output.</summary>
    public Segment? Of(Node node) => owners.TryGetValue(node, out var segment) ? segment : null;

    internal bool IsOutput(GraphValue value) => Graph.Outputs.Contains(value);

    private string Offered()
    {
        const int named = 8;
        var ids = Erasable.Select(s => s.Id).ToList();
        return ids.Count == 0 ? ", and none that can be erased" : $"; {(ids.Count > named ? "the first of those" : "those")} that can be erased: {string.Join(", ", ids.Take(named))}";
    }

    private bool IsJoint(Node node) => Flow.Sources(node).Skip(1).Any();

    private List<Node> Grow(Node start)
    {
        List<Node> nodes = [start];
        while (!IsJoint(start) && Flow.Readers(nodes[nodes.Count - 1]) is [var next] && !IsJoint(next) && !nodes[nodes.Count - 1].Outputs.Any(IsOutput))
        {
            nodes.Add(next);
        }

        return nodes;
    }
}
