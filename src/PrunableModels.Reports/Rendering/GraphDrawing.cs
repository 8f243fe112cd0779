using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using static System.FormattableString;

namespace PrunableModels.Reports;

/// <summary>
/// A model as a list of its operators, one below the other in the order in which they compute. What flows to the next one is a line,
/// what skips some is an arc beside them, as in the logs of version control: long models stay readable and every name has room.
/// </summary>
internal static class GraphDrawing
{
    private const int Row = 26;
    private const int BoxHeight = 20;
    private const int Character = 7;
    private const int LaneWidth = 9;
    private const int Gap = 12;
    private const int ArrowSize = 4;
    private const string Ink = "#666666";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static XElement Draw(ReportGraph graph)
    {
        var lanes = Lanes(graph.Edges);
        var left = Gap + (LaneWidth * (1 + lanes.Values.DefaultIfEmpty(-1).Max()));
        var box = 16 + (Character * graph.Nodes.Select(n => n.Label.Length).DefaultIfEmpty().Max());
        var shapes = Shapes(graph);
        var width = left + box + Gap + (Character * shapes.Values.Select(s => s.Length).DefaultIfEmpty().Max());
        var height = Row * Math.Max(1, graph.Nodes.Count);
        var svg = new XElement(
            Svg + "svg",
            new XAttribute("width", width),
            new XAttribute("height", height),
            new XAttribute("viewBox", Invariant($"0 0 {width} {height}")),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", "The model"),
            graph.Edges.Distinct().Select(e => e.To == e.From + 1 ? Step(left, e) : Arc(left, e, lanes[(e.From, e.To)])),
            graph.Nodes.Select((n, i) => Node(n, left, i, box)),
            shapes.Select(s => Text(s.Value, left + box + Gap, s.Key, Ink)));
        return new(
            "figure",
            new XAttribute("id", "model"),
            new XElement("p", new XAttribute("class", "legend"), graph.Legend.Select(l => new XElement("span", new XElement("i", new XAttribute("style", $"background:{l.Colors[0]}"), ""), l.Label))),
            new XElement("div", new XAttribute("class", "wide"), svg),
            new XElement("figcaption", "Operators in the order in which they compute, each in the colour of the groups that it writes; point at one for more."));
    }

    // The arcs that are up at the same time stand beside each other, short ones next to the operators.
    private static Dictionary<(int From, int To), int> Lanes(IReadOnlyList<ReportEdge> edges)
    {
        Dictionary<(int From, int To), int> lanes = [];
        foreach (var arc in edges.Select(e => (e.From, e.To)).Where(e => e.To != e.From + 1).Distinct().OrderBy(e => e.To - e.From).ThenBy(e => e.From))
        {
            var taken = lanes.Where(l => l.Key.From < arc.To && arc.From < l.Key.To).Select(l => l.Value).ToHashSet();
            lanes.Add(arc, Enumerable.Range(0, taken.Count + 1).First(i => !taken.Contains(i)));
        }

        return lanes;
    }

    // What an operator gives is written once, beside it.
    private static Dictionary<int, string> Shapes(ReportGraph graph) =>
        graph.Edges.Where(e => e.Shape.Length > 0).GroupBy(e => e.From).ToDictionary(g => g.Key, g => g.First().Shape);

    private static int Middle(int row) => (row * Row) + (Row / 2);

    private static XElement Step(int left, ReportEdge edge)
    {
        var (x, top, bottom) = (left + Gap, Middle(edge.From) + (BoxHeight / 2), Middle(edge.To) - (BoxHeight / 2));
        return Line(Invariant($"M {x} {top} V {bottom} M {x - ArrowSize} {bottom - ArrowSize} L {x} {bottom} L {x + ArrowSize} {bottom - ArrowSize}"));
    }

    private static XElement Arc(int left, ReportEdge edge, int lane)
    {
        var (x, from, to) = (left - (LaneWidth * (lane + 1)), Middle(edge.From) + 3, Middle(edge.To) - 3);
        const int bend = 8;
        return Line(Invariant($"M {left} {from} H {x + bend} Q {x} {from} {x} {from + bend} V {to - bend} Q {x} {to} {x + bend} {to} H {left} M {left - ArrowSize} {to - ArrowSize} L {left} {to} L {left - ArrowSize} {to + ArrowSize}"));
    }

    private static XElement Line(string path) => new(Svg + "path", new XAttribute("d", path), new XAttribute("fill", "none"), new XAttribute("stroke", Ink));

    private static IEnumerable<XElement> Node(ReportNode node, int left, int row, int width)
    {
        var top = Middle(row) - (BoxHeight / 2);
        var part = (double)width / node.Colors.Count;
        yield return new(
            Svg + "g",
            node.Remark is { } remark ? new XElement(Svg + "title", remark) : null,
            node.Colors.Select((c, i) => Box(left + (part * i), top, part, c, "none")),
            Box(left, top, width, "none", Ink),
            Text(node.Label, left + 8, row, "#222222"));
    }

    private static XElement Box(double x, int y, double width, string fill, string stroke) => new(
        Svg + "rect",
        new XAttribute("x", Invariant($"{x:0.#}")),
        new XAttribute("y", y),
        new XAttribute("width", Invariant($"{width:0.#}")),
        new XAttribute("height", BoxHeight),
        new XAttribute("fill", fill),
        new XAttribute("stroke", stroke));

    private static XElement Text(string text, int x, int row, string color) =>
        new(Svg + "text", new XAttribute("x", x), new XAttribute("y", Middle(row) + 4), new XAttribute("style", $"fill:{color}"), text);
}
