using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Makes a picture of a graph: a vertex an operator, and an edge a tensor that flows.</summary>
internal sealed class PictureBuilder
{
    private const string More = "more";
    private readonly Graph graph;
    private readonly PictureLook look;
    private readonly List<Node> drawn;
    private readonly List<Node> omitted;
    private readonly Dictionary<Node, string> ids;
    private readonly List<PictureNode> nodes = [];
    private readonly List<PictureEdge> edges = [];
    private readonly List<PictureCluster> clusters = [];
    private readonly HashSet<PictureCluster> known = [];

    /// <summary>Chooses the operators.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="options">How many of them.</param>
    /// <param name="look">What is told of them.</param>
    public PictureBuilder(Graph graph, PictureOptions options, PictureLook look)
    {
        this.graph = graph;
        this.look = look;
        var all = graph.Nodes.Where(n => look.Draws(n) && !IsBookkeeping(n)).ToList();
        drawn = [.. all.Take(options.MaximumNodes)];
        omitted = [.. all.Skip(drawn.Count)];
        ids = all.Select((n, i) => (Node: n, Id: i < drawn.Count ? Text($"op{n.Id}") : More)).ToDictionary(n => n.Node, n => n.Id);
    }

    /// <summary>The picture.</summary>
    public Picture Build()
    {
        AddLegend();
        nodes.AddRange(graph.Inputs.Select((v, i) => Terminal($"in{i}", v.Name ?? "input")));
        drawn.ForEach(AddNode);
        if (omitted.Count > 0)
        {
            nodes.Add(new(More, Text($"... {omitted.Count} more"), PictureShape.Note, PicturePalette.Plain));
        }

        nodes.AddRange(graph.Outputs.Select((_, i) => Terminal($"out{i}", graph.Outputs.Count == 1 ? "output" : Text($"output {i}"))));
        drawn.ForEach(n => Sources(n).ToList().ForEach(v => AddEdge(v, ids[n], look.Of(n).Flow)));
        edges.AddRange(omitted.SelectMany(Sources).Select(Maker).Where(m => m is not null and not More).Distinct().Select(m => new PictureEdge(m!, More)));
        graph.Outputs.Select((v, i) => (Value: Source(v), Index: i)).ToList().ForEach(o => AddEdge(o.Value, Text($"out{o.Index}"), PictureLine.Solid));
        return new(PictureText.OfModule(graph.Root.Module), nodes.ToEquatableArray(), edges.ToEquatableArray(), clusters.ToEquatableArray());
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static PictureNode Terminal(FormattableString id, string label) => new(Text(id), label, PictureShape.Round, PicturePalette.Terminal);

    // How long a tensor lives is no step of the computation.
    private static bool IsBookkeeping(Node node) => node.Operator.Name.EndsWith("DisposeScope", StringComparison.Ordinal);

    private IEnumerable<GraphValue> Sources(Node node) => node.Operands.OfType<GraphValue>().Select(Source).Distinct();

    private GraphValue Source(GraphValue value)
    {
        var source = value.Producer is { } producer && IsBookkeeping(producer) ? producer.Operands[0]! : look.Source(value);
        return source == value ? value : Source(source);
    }

    // Parameters and what is not drawn have none.
    private string? Maker(GraphValue value) => value.Producer is { } producer ? (ids.TryGetValue(producer, out var id) ? id : null)
        : value.Input is { } input ? Text($"in{input}")
        : null;

    private void AddNode(Node node)
    {
        var chain = look.Clusters(node).ToList();
        clusters.AddRange(chain.Where(known.Add));
        var (style, tooltip, remark, _) = look.Of(node);
        var label = remark is null ? PictureText.Of(node) : $"{PictureText.Of(node)}\n{remark}";
        nodes.Add(new(ids[node], label, look.Shape(node), style) { Cluster = chain.LastOrDefault()?.Id, Tooltip = tooltip });
    }

    // An edge is drawn like what is at either of its ends.
    private void AddEdge(GraphValue value, string to, PictureLine flow)
    {
        if (Maker(value) is { } from)
        {
            var line = flow == PictureLine.Solid && value.Producer is { } producer ? look.Of(producer).Flow : flow;
            edges.Add(new(from, to, PictureText.OfShape(value.Type, graph.Solver), line));
        }
    }

    private void AddLegend()
    {
        if (look.Legend(drawn) is { } legend)
        {
            clusters.Add(legend.Cluster);
            nodes.AddRange(legend.Nodes);

            // One below the other.
            edges.AddRange(legend.Nodes.Zip(legend.Nodes.Skip(1), (above, below) => new PictureEdge(above.Id, below.Id, Line: PictureLine.Invisible)));
        }
    }
}
