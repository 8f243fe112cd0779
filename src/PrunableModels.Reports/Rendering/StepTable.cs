using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace PrunableModels.Reports;

/// <summary>The figures of steps as comma-separated values: numbers only, so nothing needs quotes.</summary>
internal static class StepTable
{
    private static readonly (string Name, Func<ReportStep, IFormattable?> Value)[] Columns =
    [
        ("step", s => s.Step),
        ("seconds", s => s.Seconds),
        ("loss", s => s.Loss),
        ("group_sparsity", s => s.GroupSparsity),
        ("redundant_count", s => s.RedundantCount),
        ("pruned_count", s => s.PrunedCount),
        ("redundant_norm", s => s.RedundantNorm),
        ("important_norm", s => s.ImportantNorm),
        ("parameters", s => s.Parameters?.After),
        ("macs", s => s.Macs?.After),
        ("skipped_steps", s => s.SkippedSteps),
        ("period", s => s.Period),
    ];

    public static string Of(IReadOnlyList<ReportStep> steps)
    {
        var rates = steps.Count == 0 ? 0 : steps.Max(s => s.LearningRates.Count);
        var text = new StringBuilder();
        text.AppendJoin(',', [.. Columns.Select(c => c.Name), .. Enumerable.Range(0, rates).Select(i => $"learning_rate_{i}")]).Append('\n');
        foreach (var step in steps)
        {
            var rateCells = Enumerable.Range(0, rates).Select(i => i < step.LearningRates.Count ? Cell(step.LearningRates[i]) : "");
            text.AppendJoin(',', [.. Columns.Select(c => Cell(c.Value(step))), .. rateCells]).Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
