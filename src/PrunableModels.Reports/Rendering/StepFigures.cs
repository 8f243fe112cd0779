using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ScottPlot;

namespace PrunableModels.Reports;

/// <summary>The figures over steps.</summary>
internal static class StepFigures
{
    private static readonly string[] Colors = [Palette.Blue, Palette.Orange, "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#17becf"];

    /// <summary>Loss and group sparsity over steps, with the identifications as lines.</summary>
    public static Figure Progress(ReportData data)
    {
        var loss = Thinning.Points(data.Steps, s => s.Loss);
        var figure = new Figure("Loss and group sparsity", height: 360)
        {
            YLabel = "loss",
            RightLabel = "group sparsity",
            Caption = loss.Count > 0 ? "" : "No loss was told: call ReportLoss before each step, or step with a closure.",
        };
        OverSteps(figure, data);
        foreach (var choice in data.Choices)
        {
            figure.Plot.Add.VerticalLine(choice.Step, 1, Color.FromHex(Palette.Grey), LinePattern.Dotted);
        }

        figure.Line("loss", Palette.Blue, loss);
        var (low, high) = loss.Count > 0 ? (loss.Min(p => p.Y), loss.Max(p => p.Y)) : (0, 1);
        var margin = high > low ? (high - low) * 0.05 : Math.Max(Math.Abs(high) * 0.05, 0.01);
        figure.Plot.Axes.SetLimitsY(low - margin, high + margin);
        if (figure.Line("group sparsity", Palette.Orange, Thinning.Points(data.Steps, s => s.GroupSparsity)) is { } sparsity)
        {
            sparsity.Axes.YAxis = figure.Plot.Axes.Right;
        }

        if (data.Choices.Count > 0)
        {
            figure.Legend("identification", Palette.Grey);
        }

        figure.Plot.Axes.Right.TickGenerator = Figure.Ticks(static share => share.ToString("0 %", CultureInfo.InvariantCulture));
        figure.Plot.Axes.SetLimitsY(0, 1, figure.Plot.Axes.Right);
        return figure;
    }

    public static Figure LearningRate(ReportData data)
    {
        var figure = new Figure("Learning rate", height: 220) { YLabel = "learning rate" };
        OverSteps(figure, data);
        FromZero(figure, data.Steps.SelectMany(s => s.LearningRates));
        var count = data.Steps.Select(s => s.LearningRates.Count).DefaultIfEmpty().Max();
        for (var i = 0; i < count; i++)
        {
            var group = i;
            figure.Line(count == 1 ? "all parameters" : $"parameter group {i}", Colors[i % Colors.Length], Thinning.Points(data.Steps, s => group < s.LearningRates.Count ? s.LearningRates[group] : null));
        }

        return figure;
    }

    public static Figure Norms(ReportData data)
    {
        var figure = new Figure("Norms of structures", height: 260) { YLabel = "Euclidean norm" };
        OverSteps(figure, data);
        FromZero(figure, data.Steps.SelectMany(s => new[] { s.RedundantNorm, s.ImportantNorm }));
        figure.Line("on their way to zero", Palette.Orange, Thinning.Points(data.Steps, s => s.RedundantNorm));
        figure.Line("remaining", Palette.Blue, Thinning.Points(data.Steps, s => s.ImportantNorm));
        return figure;
    }

    /// <summary>How large the compact model will be; null where that is not known.</summary>
    public static Figure? Size(ReportData data)
    {
        if (data.Steps.All(s => s.Parameters is null))
        {
            return null;
        }

        var figure = new Figure("Size with what has been chosen gone", height: 220) { YLabel = "share left" };
        OverSteps(figure, data);
        figure.Line("parameters", Palette.Blue, Thinning.Points(data.Steps, s => Share(s.Parameters)));
        if (data.Steps.Any(s => s.Macs is not null))
        {
            figure.Line("multiply-adds", Palette.Orange, Thinning.Points(data.Steps, s => Share(s.Macs)));
        }

        figure.Plot.Axes.Left.TickGenerator = Figure.Ticks(static share => share.ToString("0 %", CultureInfo.InvariantCulture));
        figure.Plot.Axes.SetLimitsY(0, 1.02);
        return figure;
    }

    private static double? Share(SizeChange? size) => size is { Before: > 0 } ? (double)size.After / size.Before : null;

    private static void FromZero(Figure figure, IEnumerable<double> values)
    {
        var highest = values.Where(double.IsFinite).DefaultIfEmpty().Max();
        figure.Plot.Axes.SetLimitsY(0, highest > 0 ? highest * 1.05 : 1);
    }

    // As far as the run goes, were it stopped before or not.
    private static void OverSteps(Figure figure, ReportData data)
    {
        figure.Plot.Axes.Bottom.TickGenerator = Figure.Ticks(areWhole: true);
        figure.Plot.Axes.Left.TickGenerator = Figure.Ticks();
        figure.Plot.Axes.SetLimitsX(data.Plan?.Starts[0] ?? 0, data.Plan?.TotalSteps ?? 1);
    }
}
