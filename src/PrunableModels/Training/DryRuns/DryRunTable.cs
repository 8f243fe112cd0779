using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace PrunableModels;

/// <summary>A dry run in words.</summary>
internal static class DryRunTable
{
    public static string Of(DryRun run)
    {
        var text = new StringBuilder();
        var hasMacs = run.Groups.Any(g => g.Macs is not null);
        var header = new[] { "group", "width", "width after", "parameters each", "multiply-adds each", "bound by" };
        List<string[]> rows = [header, .. run.Groups.Select(g => new[] { g.Id, Number(g.Width), Widths(g.Widths), Number(g.Parameters), Number(g.Macs), g.Reason })];
        Append(text, rows, hasMacs ? [0, 1, 2, 3, 4, 5] : [0, 1, 2, 3, 5]);
        if (run.Kept.Count > 0)
        {
            text.Append('\n');
            Append(text, [["kept group", "width", "because"], .. run.Kept.Select(k => new[] { k.Id, k.Width, k.Reason })], [0, 1, 2]);
        }

        text.Append(CultureInfo.InvariantCulture, $"\ntarget: {run.Target}\n");
        text.Append(run.Goal is { } goal ? $"what goes: {goal}\n" : $"cannot be met: {run.Problem}\n");
        foreach (var reach in run.Reaches)
        {
            text.Append(CultureInfo.InvariantCulture, $"reach: {reach}\n");
        }

        return text.ToString();
    }

    // The first and the last column are words, the others numbers.
    private static void Append(StringBuilder text, List<string[]> rows, int[] columns)
    {
        var sizes = columns.Select(c => rows.Max(r => r[c].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = columns.Select((c, i) => i == 0 ? row[c].PadRight(sizes[i]) : i == columns.Length - 1 ? row[c] : row[c].PadLeft(sizes[i]));
            text.AppendJoin("  ", cells).Append('\n');
        }
    }

    private static string Widths(IReadOnlyList<int> widths) => widths.Count switch
    {
        1 => Number(widths[0]),
        2 => $"{widths[0]} or {widths[1]}",
        _ when widths[^1] - widths[0] == widths.Count - 1 => $"{widths[0]} to {widths[^1]}",
        _ => $"{widths[0]}, {widths[1]} to {widths[^1]}",
    };

    private static string Number(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "";
}
