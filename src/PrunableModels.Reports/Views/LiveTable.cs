using System;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PrunableModels.Reports;

/// <summary>Where a run stands, as it is shown on a terminal.</summary>
internal static class LiveTable
{
    private const int BarLength = 40;

    public static IRenderable Of(string title, RunFigures figures)
    {
        var grid = new Grid().AddColumn().AddColumn();
        grid.AddRow(new Text(figures.Steps), Bar(figures.Done));
        Add(grid, "loss", figures.Loss);
        Add(grid, "group sparsity", figures.GroupSparsity);
        Add(grid, "structures", FormattableString.Invariant($"{figures.Counts}, of {figures.Structures}"));
        Add(grid, "parameters", figures.Parameters);
        Add(grid, "multiply-adds", figures.Macs);
        Add(grid, "target", figures.Target);
        Add(grid, "learning rate", figures.LearningRates);
        Add(grid, "pace", figures.Pace);
        Add(grid, "last event", figures.LastEvent);
        return new Panel(grid) { Header = new PanelHeader(Markup.Escape(title)), Border = BoxBorder.Rounded };
    }

    private static void Add(Grid grid, string name, string? value)
    {
        if (value is not null)
        {
            grid.AddRow(new Text(name), new Text(value));
        }
    }

    private static Markup Bar(double done)
    {
        var full = (int)Math.Round(done * BarLength);
        return new Markup($"[green]{new string('━', full)}[/][grey]{new string('━', BarLength - full)}[/] {FormattableString.Invariant($"{done:0 %}")}");
    }
}
