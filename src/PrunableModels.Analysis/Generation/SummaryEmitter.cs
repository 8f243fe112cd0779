using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// Writes what an editor shows where one points at the class: a few groups, and what they come to. They are remarks, for a summary
/// of the class's own is shown instead of this one.
/// </summary>
internal static class SummaryEmitter
{
    /// <summary>Writes the comment.</summary>
    public static void Emit(SourceWriter writer, ModelProgram program, AnalysisResult analysis)
    {
        writer.Line("/// <summary>A prunable model, as it was understood when it was compiled.</summary>");
        writer.Line("/// <remarks>");
        foreach (var paragraph in Paragraphs(program, analysis))
        {
            writer.Line($"/// <para>{string.Join("<br/>", paragraph.Select(Text))}</para>");
        }

        writer.Line("/// </remarks>");
    }

    private static IEnumerable<IReadOnlyList<string>> Paragraphs(ModelProgram program, AnalysisResult analysis)
    {
        if (analysis.Configurations.Count == 0)
        {
            return [[$"Nothing can be pruned: {analysis.Problem ?? "it could not be analysed"}"]];
        }

        var explanation = Explanation.Of(program, analysis);
        return [.. Ways(analysis), [explanation.Totals], .. explanation.Glance()];
    }

    private static IEnumerable<IReadOnlyList<string>> Ways(AnalysisResult analysis) =>
        analysis.Configurations is [var first, _, ..] ? [[$"One of {analysis.Configurations.Count} ways in which the model can be built: {first.Assumptions.Describe()}"]] : [];

    private static string Text(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\r", " ").Replace("\n", " ");
}
