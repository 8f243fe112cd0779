using Spectre.Console;

namespace Cifar10;

/// <summary>The figures for people.</summary>
internal static class ResultTable
{
    // What a table gets where there is no terminal to ask; the columns need less.
    private const int RedirectedWidth = 120;

    public static void Show(Result result)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("model");
        foreach (var heading in new[] { "accuracy", "parameters", "MACs", "ms, batch 1", "ms, batch 32" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var row in result.Rows)
        {
            table.AddRow(
                Markup.Escape(row.Name), $"{row.Accuracy:P2}", $"{row.Parameters:N0}", row.Macs is { } macs ? $"{macs:N0}" : "-", Times(row.Latency1), Times(row.Latency32));
        }

        if (!AnsiConsole.Profile.Out.IsTerminal)
        {
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        AnsiConsole.Write(table);
        if (result.Pruning is { } pruning)
        {
            AnsiConsole.WriteLine($"{pruning.Removed} of {pruning.Structures} structures removed (target {pruning.Target}); zeroed and compact model differ by {pruning.Difference:E1} of the largest output.");
        }

        AnsiConsole.WriteLine("Times are medians, with the quartiles in brackets.");
    }

    private static string Times(Quartiles times) => $"{times.Median:F2} ({times.Lower:F2} to {times.Upper:F2})";
}
