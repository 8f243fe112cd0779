using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Reports;

/// <summary>Fewer points than a long run has steps, so that a page stays small.</summary>
internal static class Thinning
{
    public const int Most = 1000;

    /// <summary>The points of a figure; where there are too many, means of neighbours. What is not known or not finite is left out.</summary>
    public static IReadOnlyList<(double X, double Y)> Points(IReadOnlyList<ReportStep> steps, Func<ReportStep, double?> value)
    {
        List<(double X, double Y)> known = [];
        foreach (var step in steps)
        {
            if (value(step) is { } number && double.IsFinite(number))
            {
                known.Add((step.Step, number));
            }
        }

        return known.Count <= Most ? known : [.. known.Chunk((known.Count + Most - 1) / Most).Select(c => (c.Average(p => p.X), c.Average(p => p.Y)))];
    }
}
