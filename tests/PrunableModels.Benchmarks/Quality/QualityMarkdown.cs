using System.Text;

namespace PrunableModels.Benchmarks;

/// <summary>The results as a page.</summary>
internal static class QualityMarkdown
{
    public static void Write(string path, SuiteResult result, IEnumerable<string> made, IEnumerable<string> comparisons)
    {
        var text = new StringBuilder();
        text.Append("# Quality\n\nWhat is left of accuracy when networks are pruned while they train, with the same budget of steps for all.\n\n");
        text.Append("```\ndotnet run -c Release --project tests/PrunableModels.Benchmarks -- quality DIR --markdown docs/quality.md\n```\n\n");
        Append(text, result.Headings);
        Append(text, result.Headings.Select((_, i) => i < 3 ? "---" : "---:"));
        foreach (var row in result.Rows)
        {
            Append(text, row.Cells);
        }

        Append(text, "How it was made", made);
        Append(text, "Side by side", comparisons);
        Append(text, "Goals", result.Goals.Select(g => $"{g.Name}: measured {g.Measured}, wanted {g.Wanted}: {(g.IsMet ? "met" : "missed")}"));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, text.ToString());
    }

    private static void Append(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static void Append(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        text.Append($"\n## {heading}\n\n");
        foreach (var line in lines)
        {
            text.Append($"- {line}\n");
        }
    }
}
