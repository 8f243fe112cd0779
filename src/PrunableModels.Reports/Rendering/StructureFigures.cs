using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ScottPlot;

namespace PrunableModels.Reports;

/// <summary>The figures of layers and of scores.</summary>
internal static class StructureFigures
{
    /// <summary>The widths of the layers before and after, the first layer on top.</summary>
    public static Figure Widths(ReportData data)
    {
        const int row = 26;
        const int character = 7;
        var layers = data.Layers;
        var figure = new Figure("Widths of the layers", height: 70 + (row * Math.Max(1, layers.Count)), left: 30 + (character * layers.Select(l => l.Name.Length).DefaultIfEmpty().Max()))
        {
            XLabel = "width",
        };
        figure.Legend("before", Palette.Grey);
        figure.Legend("left", Palette.Blue);
        AddBars(figure, layers.Select((l, i) => new Bar { Position = i - 0.2, Value = l.Before, FillColor = Color.FromHex(Palette.Grey) }), 0.38, Orientation.Horizontal);
        AddBars(figure, layers.Select((l, i) => new Bar { Position = i + 0.2, Value = l.After, FillColor = Color.FromHex(Palette.Blue) }), 0.38, Orientation.Horizontal);
        figure.Plot.Axes.Left.SetTicks([.. Enumerable.Range(0, layers.Count).Select(i => (double)i)], [.. layers.Select(l => l.Name)]);
        figure.Plot.Axes.Bottom.TickGenerator = Figure.Ticks(areWhole: true);
        figure.Plot.Axes.SetLimits(0, layers.Select(l => l.Before).Append(1).Max() * 1.05, layers.Count - 0.4, -0.6);
        return figure;
    }

    /// <summary>The scores at an identification.</summary>
    public static Figure Saliency(ReportChoice choice)
    {
        var (chosen, all) = (choice.Chosen, choice.Chosen.Zip(choice.Kept, (a, b) => a + b).ToArray());
        var figure = new Figure(string.Create(CultureInfo.InvariantCulture, $"Step {choice.Step}: {chosen.Sum():N0} of {all.Sum():N0} chosen"), width: 420, height: 220, left: 56)
        {
            XLabel = "saliency",
            YLabel = "structures",
        };
        figure.Legend("chosen", Palette.Orange);
        figure.Legend("kept", Palette.Blue);
        var bin = choice.High > choice.Low ? (choice.High - choice.Low) / all.Length : 1;
        double Middle(int i) => choice.Low + ((i + 0.5) * bin);
        AddBars(figure, chosen.Select((n, i) => new Bar { Position = Middle(i), Value = n, FillColor = Color.FromHex(Palette.Orange) }), bin, Orientation.Vertical);
        AddBars(figure, all.Select((n, i) => new Bar { Position = Middle(i), ValueBase = chosen[i], Value = n, FillColor = Color.FromHex(Palette.Blue) }), bin, Orientation.Vertical);
        figure.Plot.Axes.Bottom.TickGenerator = Figure.Ticks();
        figure.Plot.Axes.Left.TickGenerator = Figure.Ticks(areWhole: true);
        figure.Plot.Axes.SetLimits(choice.Low, choice.Low + (bin * all.Length), 0, all.Append(1).Max() * 1.05);
        return figure;
    }

    private static void AddBars(Figure figure, IEnumerable<Bar> bars, double size, Orientation orientation)
    {
        Bar[] visible = [.. bars.Where(b => b.Value > b.ValueBase)];
        foreach (var bar in visible)
        {
            (bar.Size, bar.LineWidth, bar.Orientation) = (size, 0, orientation);
        }

        if (visible.Length > 0)
        {
            figure.Plot.Add.Bars(visible);
        }
    }
}
