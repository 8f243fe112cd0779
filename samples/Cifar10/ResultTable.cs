using Spectre.Console;

namespace Cifar10;

/// <summary>The figures for people.</summary>
internal static class ResultTable
{
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
                Markup.Escape(row.Name), $"{row.Accuracy:P2}", $"{row.Parameters:N0}", $"{row.Macs:N0}", Times(row.Latency1), Times(row.Latency32));
        }

        AnsiConsole.Write(table);
        var pruning = result.Pruning;
        Console.WriteLine($"{pruning.Removed} of {pruning.Structures} structures removed (target {pruning.Target}); zeroed and compact model differ by {pruning.Difference:E1} of the largest output.");
        Console.WriteLine("Times are medians, with the quartiles in brackets.");
    }

    /// <summary>Two lines, so that the table fits a terminal of 80 columns.</summary>
    private static string Times(Quartiles times) => $"{times.Median:F2}\n({times.Lower:F2}-{times.Upper:F2})";
}
