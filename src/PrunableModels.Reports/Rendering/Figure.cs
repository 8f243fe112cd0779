using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using ScottPlot;
using ScottPlot.TickGenerators;
using static System.FormattableString;

namespace PrunableModels.Reports;

/// <summary>
/// A plot with a heading and a legend, as a piece of a page. ScottPlot draws everything but the words: those it would lay out by the fonts
/// of the machine that writes, which may have none, while the page is read with the fonts of another.
/// </summary>
/// <param name="title">The heading.</param>
/// <param name="width">In pixels.</param>
/// <param name="height">In pixels.</param>
/// <param name="left">The room for the words left of the data, in pixels.</param>
internal sealed class Figure(string title, int width = 860, int height = 300, int left = 64)
{
    private const int Right = 64;
    private const int Top = 12;
    private const int Bottom = 44;
    private const int TickGap = 8;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly List<(string Color, string Text)> legend = [];

    public Plot Plot { get; } = new();

    public string XLabel { get; init; } = "step";

    public string YLabel { get; init; } = "";

    public string RightLabel { get; init; } = "";

    /// <summary>Said below the plot.</summary>
    public string Caption { get; init; } = "";

    /// <summary>A line through points; a few of them are marked.</summary>
    /// <returns>The line, null where there are no points.</returns>
    public ScottPlot.Plottables.Scatter? Line(string name, string color, IReadOnlyList<(double X, double Y)> points)
    {
        const int few = 40;
        legend.Add((color, name));
        if (points.Count == 0)
        {
            return null;
        }

        var line = Plot.Add.Scatter(points.Select(p => p.X).ToArray(), points.Select(p => p.Y).ToArray(), Color.FromHex(color));
        line.LineWidth = 1.5f;
        line.MarkerSize = points.Count <= few ? 5 : 0;
        return line;
    }

    public void Legend(string name, string color) => legend.Add((color, name));

    /// <summary>The figure as an HTML element.</summary>
    /// <param name="id">A name that no other figure of the page has.</param>
    public XElement Draw(string id)
    {
        IAxis[] axes = [Plot.Axes.Bottom, Plot.Axes.Left, Plot.Axes.Right];
        foreach (var axis in axes)
        {
            axis.TickLabelStyle.IsVisible = false;
            axis.MinorTickStyle.Length = 0;
            if (axis.TickGenerator is NumericAutomatic automatic)
            {
                automatic.TargetTickCount = axis == Plot.Axes.Bottom ? width / 100 : height / 50;
            }
        }

        Plot.Layout.Fixed(new PixelPadding(left, Right, Bottom, Top));
        var svg = XElement.Parse(Plot.GetSvgXml(width, height));
        svg.SetAttributeValue("viewBox", Invariant($"0 0 {width} {height}"));
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("aria-label", title);
        MakeNamesUnique(svg, id);
        svg.Add(axes.SelectMany(TickLabels), AxisLabels());
        return new("figure", new XAttribute("id", id), new XElement("h3", title), LegendLine(), svg, Caption.Length > 0 ? new XElement("figcaption", Caption) : null);
    }

    /// <summary>A number on an axis.</summary>
    public static string Number(double value) => value != 0 && Math.Abs(value) is < 1e-3 or >= 1e7
        ? value.ToString("0.##E+0", CultureInfo.InvariantCulture)
        : value.ToString("#,0.#####", CultureInfo.InvariantCulture);

    public static NumericAutomatic Ticks(Func<double, string>? label = null, bool areWhole = false) => new() { LabelFormatter = label ?? Number, IntegerTicksOnly = areWhole };

    private IEnumerable<XElement> TickLabels(IAxis axis)
    {
        var data = Plot.LastRender.DataRect;
        foreach (var tick in axis.TickGenerator.Ticks.Where(t => t.IsMajor && t.Position >= Math.Min(axis.Min, axis.Max) && t.Position <= Math.Max(axis.Min, axis.Max)))
        {
            var at = axis.GetPixel(tick.Position, data);
            yield return axis switch
            {
                _ when axis == Plot.Axes.Bottom => Text(tick.Label, at, data.Bottom + (2 * TickGap), "middle"),
                _ when axis == Plot.Axes.Left => Text(tick.Label, data.Left - TickGap, at + 4, "end"),
                _ => Text(tick.Label, data.Right + TickGap, at + 4, "start"),
            };
        }
    }

    private IEnumerable<XElement> AxisLabels()
    {
        var data = Plot.LastRender.DataRect;
        var middle = (data.Top + data.Bottom) / 2;
        XElement[] labels = [Text(XLabel, (data.Left + data.Right) / 2, height - 6, "middle"), Upright(YLabel, 14, middle), Upright(RightLabel, width - 6, middle)];
        return labels.Where(l => l.Value.Length > 0);
    }

    private static XElement Upright(string text, float x, float y)
    {
        var label = Text(text, x, y, "middle");
        label.SetAttributeValue("transform", Invariant($"rotate(-90 {x} {y})"));
        return label;
    }

    private static XElement Text(string text, float x, float y, string anchor) =>
        new(Svg + "text", new XAttribute("x", Invariant($"{x:0.#}")), new XAttribute("y", Invariant($"{y:0.#}")), new XAttribute("text-anchor", anchor), text);

    private XElement? LegendLine() => legend.Count == 0
        ? null
        : new("p", new XAttribute("class", "legend"), legend.Select(l => new XElement("span", new XElement("i", new XAttribute("style", $"background:{l.Color}"), ""), l.Text)));

    // The drawing's names for its clips are counted through all drawings of the process, while a page has several and should always be the same.
    private static void MakeNamesUnique(XElement svg, string id)
    {
        var names = svg.DescendantsAndSelf().Attributes("id").Select((name, i) => (Old: name.Value, New: Invariant($"{id}-clip-{i}"))).ToDictionary(n => $"url(#{n.Old})", n => n.New);
        foreach (var attribute in svg.DescendantsAndSelf().Attributes())
        {
            if (attribute.Name == "id")
            {
                attribute.Value = names[$"url(#{attribute.Value})"];
            }
            else if (names.TryGetValue(attribute.Value, out var name))
            {
                attribute.Value = $"url(#{name})";
            }
        }
    }
}
