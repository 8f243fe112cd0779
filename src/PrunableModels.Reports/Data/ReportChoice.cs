using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Reports;

/// <summary>An identification: the scores that structures were chosen by, as a histogram of those that could be chosen.</summary>
/// <param name="Step">The step.</param>
/// <param name="Low">The lower end of the first bin.</param>
/// <param name="High">The upper end of the last bin; the bins are equally wide.</param>
/// <param name="Chosen">For each bin, how many structures were chosen.</param>
/// <param name="Kept">For each bin, how many were not.</param>
public sealed record ReportChoice(long Step, double Low, double High, IReadOnlyList<int> Chosen, IReadOnlyList<int> Kept)
{
    internal const int Bins = 40;

    /// <param name="step">The step.</param>
    /// <param name="scores">The score of each structure that could be chosen, and whether it was; what has no finite score is left out.</param>
    internal static ReportChoice Of(long step, IEnumerable<(float Score, bool IsChosen)> scores)
    {
        var known = scores.Where(s => float.IsFinite(s.Score)).ToList();
        var (chosen, kept) = (new int[Bins], new int[Bins]);
        if (known.Count == 0)
        {
            return new(step, 0, 1, chosen, kept);
        }

        var (low, high) = ((double)known.Min(s => s.Score), (double)known.Max(s => s.Score));
        var width = (high - low) / Bins;
        foreach (var (score, isChosen) in known)
        {
            var bin = width > 0 ? Math.Min(Bins - 1, (int)((score - low) / width)) : 0;
            (isChosen ? chosen : kept)[bin]++;
        }

        return new(step, low, high, chosen, kept);
    }
}
