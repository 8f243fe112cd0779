using Spectre.Console;

namespace PrunableModels.Benchmarks;

/// <summary>The figures for people.</summary>
internal static class ResultTable
{
    // Where there is no terminal, nothing has to fit one.
    private const int PipedWidth = 260;

    public static void Show(SuiteResult result)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = PipedWidth;
        }

        var table = new Table().Border(TableBorder.Rounded);
        for (var i = 0; i < result.Headings.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(result.Headings[i]));
            table.AddColumn(i == 0 ? column : column.RightAligned());
        }

        foreach (var row in result.Rows)
        {
            table.AddRow([.. row.Cells.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
        foreach (var note in result.Notes)
        {
            Console.WriteLine(note);
        }

        foreach (var goal in result.Goals)
        {
            Console.WriteLine($"goal {goal.Name}: measured {goal.Measured}, wanted {goal.Wanted}: {(goal.IsMet ? "met" : "missed")}");
        }

        Console.WriteLine($"goals {result.Goals.Count(g => g.IsMet)} of {result.Goals.Count} met");
    }
}
