using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>Writes pictures as flowcharts of Mermaid.</summary>
public sealed class MermaidWriter
{
    private readonly SourceWriter writer = new();
    private readonly PictureNesting nesting;
    private readonly Dictionary<string, string> nodes;
    private readonly Dictionary<string, string> clusters;
    private readonly List<PictureStyle> styles;

    // There an identity is a word, and some words mean something else: vertices and clusters are numbered.
    private MermaidWriter(Picture picture)
    {
        nesting = new(picture);
        nodes = picture.Nodes.Select((n, i) => (n.Id, Name: Name('n', i))).ToDictionary(n => n.Id, n => n.Name);
        clusters = picture.Clusters.Select((c, i) => (c.Id, Name: Name('c', i))).ToDictionary(c => c.Id, c => c.Name);
        styles = [.. picture.Nodes.Select(n => n.Style).Concat(picture.Clusters.Select(c => c.Style)).Distinct()];
    }

    /// <summary>The picture as a flowchart.</summary>
    public static string Write(Picture picture) => new MermaidWriter(picture).Flowchart(picture);

    private static string Name(char kind, int number) => kind + number.ToString(CultureInfo.InvariantCulture);

    private string Flowchart(Picture picture)
    {
        writer.Line("flowchart TD");
        writer.Indented(() =>
        {
            Content(null);
            picture.Edges.ToList().ForEach(Edge);
            for (var i = 0; i < styles.Count; i++)
            {
                writer.Line($"classDef {Name('s', i)} {Css(styles[i])}");
            }

            picture.Clusters.ToList().ForEach(c => writer.Line($"class {clusters[c.Id]} {Class(c.Style)}"));
        });
        return writer.ToString();
    }

    private void Content(string? parent)
    {
        nesting.Nodes(parent).ToList().ForEach(Node);
        foreach (var cluster in nesting.Clusters(parent))
        {
            writer.Line($"subgraph {clusters[cluster.Id]}[{MermaidText.Label(cluster.Label)}]");
            writer.Indented(() => Content(cluster.Id));
            writer.Line("end");
        }
    }

    private void Node(PictureNode node)
    {
        var (open, close) = Shape(node.Shape);
        writer.Line($"{nodes[node.Id]}{open}{MermaidText.Label(node.Label)}{close}:::{Class(node.Style)}");
        if (node.Tooltip is { } tooltip)
        {
            // One belongs to a function that is called; this one does nothing.
            writer.Line($"click {nodes[node.Id]} Boolean {MermaidText.Tooltip(tooltip)}");
        }
    }

    private void Edge(PictureEdge edge)
    {
        var label = edge.Label.Length > 0 ? $"|{MermaidText.Label(edge.Label)}|" : "";
        writer.Line($"{nodes[edge.From]} {Line(edge.Line)}{label} {nodes[edge.To]}");
    }

    private string Class(PictureStyle style) => Name('s', styles.IndexOf(style));

    // It has one colour for each.
    private static string Css(PictureStyle style)
    {
        var line = style.Line switch
        {
            PictureLine.Dashed => ",stroke-dasharray:6 4",
            PictureLine.Dotted => ",stroke-dasharray:2 3",
            PictureLine.Thick => ",stroke-width:3px",
            _ => "",
        };
        return $"fill:{style.Fill[0]},stroke:{style.Border},color:#000000{line}";
    }

    private static string Line(PictureLine line) => line switch
    {
        PictureLine.Dashed or PictureLine.Dotted => "-.->",
        PictureLine.Thick => "==>",
        PictureLine.Invisible => "~~~",
        _ => "-->",
    };

    private static (string Open, string Close) Shape(PictureShape shape) => shape switch
    {
        PictureShape.Round => ("([", "])"),
        PictureShape.Hexagon => ("{{", "}}"),
        PictureShape.Note => (">", "]"),
        _ => ("[", "]"),
    };
}
