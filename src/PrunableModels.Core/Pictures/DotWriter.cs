using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Writes pictures in DOT, the language of Graphviz.</summary>
public sealed class DotWriter
{
    private const string Font = "fontname=\"Helvetica,Arial,sans-serif\"";
    private const string Thick = "penwidth=2.5";

    // What is not said of a vertex.
    private static readonly string[] Defaults = ["shape=box", "style=\"filled\"", "color=\"#333333\"", "penwidth=1"];

    private readonly SourceWriter writer = new();
    private readonly PictureNesting nesting;

    private DotWriter(Picture picture) => nesting = new(picture);

    /// <summary>The picture as a directed graph.</summary>
    public static string Write(Picture picture) => new DotWriter(picture).Graph(picture);

    private string Graph(Picture picture)
    {
        writer.Block($"digraph {DotText.Quoted(picture.Name)}", () =>
        {
            writer.Line($"graph [rankdir=TB, {Font}, fontsize=11];");
            writer.Line($"node [{Join(Defaults)}, {Font}, fontsize=11];");
            writer.Line($"edge [{Font}, fontsize=9, color=\"#333333\"];");
            Content(null);
            picture.Edges.ToList().ForEach(Edge);
        });
        return writer.ToString();
    }

    private void Content(string? parent)
    {
        nesting.Nodes(parent).ToList().ForEach(Node);
        foreach (var cluster in nesting.Clusters(parent))
        {
            writer.Block($"subgraph {DotText.Quoted($"cluster_{cluster.Id}")}", () =>
            {
                // It would have what is not said from the cluster around it.
                writer.Line($"graph [{Join([Label(cluster.Label), .. Style(cluster.Style), Tooltip(cluster.Tooltip ?? cluster.Label)])}];");
                Content(cluster.Id);
            });
        }
    }

    private void Node(PictureNode node)
    {
        string[] look = [$"shape={Shape(node.Shape)}", .. Style(node.Style)];
        writer.Line($"{DotText.Quoted(node.Id)} [{Join([Label(node.Label), .. look.Except(Defaults), node.Tooltip is { } tooltip ? Tooltip(tooltip) : null])}];");
    }

    private void Edge(PictureEdge edge)
    {
        var line = Line(edge.Line) is { } name ? $"style={name}" : edge.Line == PictureLine.Thick ? Thick : null;
        var attributes = Join([edge.Label.Length > 0 ? Label(edge.Label) : null, line]);
        writer.Line($"{DotText.Quoted(edge.From)} -> {DotText.Quoted(edge.To)}{(attributes.Length > 0 ? $" [{attributes}]" : "")};");
    }

    private static string Join(IEnumerable<string?> attributes) => string.Join(", ", attributes.OfType<string>());

    private static string Label(string text) => $"label={DotText.Quoted(text)}";

    private static string Tooltip(string text) => $"tooltip={DotText.Quoted(text)}";

    private static IEnumerable<string> Style(PictureStyle style)
    {
        var filled = style.Fill.Count > 1 ? "striped" : "filled";
        yield return $"style=\"{filled}{(Line(style.Line) is { } line ? $",{line}" : "")}\"";
        yield return $"fillcolor=\"{string.Join(":", style.Fill)}\"";
        yield return $"color=\"{style.Border}\"";
        yield return style.Line == PictureLine.Thick ? Thick : "penwidth=1";
    }

    private static string? Line(PictureLine line) => line switch
    {
        PictureLine.Dashed => "dashed",
        PictureLine.Dotted => "dotted",
        PictureLine.Invisible => "invis",
        _ => null,
    };

    private static string Shape(PictureShape shape) => shape switch
    {
        PictureShape.Round => "ellipse",
        PictureShape.Hexagon => "hexagon",
        PictureShape.Note => "note",
        _ => "box",
    };
}
