using Spectre.Console;

namespace TinyShakespeare;

/// <summary>Shows what came out.</summary>
public static class ResultTable
{
    /// <summary>Shows it.</summary>
    public static void Show(Result result)
    {
        var table = new Table().AddColumn("model");
        foreach (var heading in new[] { "perplexity", "bits", "parameters", "MACs", "µs/character" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var row in result.Rows)
        {
            table.AddRow(row.Name, $"{row.Perplexity:F3}", $"{row.Bits:F3}", $"{row.Parameters:N0}", $"{row.Macs:N0}", $"{row.Microseconds:F2}");
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"left: {string.Join(", ", result.Widths.Select(w => $"{w.After} of {w.Before} {w.Part}"))}");
        AnsiConsole.MarkupLineInterpolated($"zeroed and compact model differ by {result.Difference:E1} of the largest output");
        var (dense, zeroed, compact) = (result.Rows[0], result.Rows[1], result.Rows[2]);
        AnsiConsole.WriteLine(compact.Text == zeroed.Text ? "and write the same text" : "and write texts that part where rounding tips a choice");
        foreach (var row in new[] { dense, compact })
        {
            AnsiConsole.Write(new Panel(Markup.Escape(row.Text.Trim())) { Header = new PanelHeader($"the {row.Name} model writes") });
        }
    }
}
