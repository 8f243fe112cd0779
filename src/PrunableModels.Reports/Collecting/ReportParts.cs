using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Reports;

/// <summary>The parts of a run that was interrupted: what a later part did again counts, and not what the earlier one did.</summary>
internal static class ReportParts
{
    /// <summary>What is left of an earlier part when a run goes on from a step.</summary>
    /// <param name="data">The earlier part.</param>
    /// <param name="start">The steps taken when the later part begins.</param>
    public static ReportData Until(ReportData data, long start) => data with
    {
        Plan = data.Plan is { } plan ? plan with { Starts = [.. plan.Starts.Where(s => s < start)] } : null,
        Steps = [.. data.Steps.TakeWhile(s => s.Step <= start)],
        Choices = [.. data.Choices.TakeWhile(c => c.Step <= start)],
        Occurrences = [.. data.Occurrences.TakeWhile(o => o.Step <= start)],
        End = data.End?.Step <= start ? data.End : null,
    };

    /// <summary>Both parts as one run.</summary>
    /// <exception cref="ArgumentException">They are of different models.</exception>
    public static ReportData Join(ReportData earlier, ReportData later)
    {
        if (later.Plan is not { } plan)
        {
            return earlier;
        }

        if (earlier.Plan is { } before && !before.Groups.SequenceEqual(plan.Groups))
        {
            throw new ArgumentException($"The reports '{earlier.Title}' and '{later.Title}' are of models with different groups.");
        }

        var kept = Until(earlier, plan.Starts[0]);
        var seconds = kept.Steps.LastOrDefault()?.Seconds ?? 0;
        return later with
        {
            Plan = plan with { Starts = [.. kept.Plan?.Starts ?? [], .. plan.Starts] },
            Notes = Join(kept.Notes, later.Notes),
            Steps = [.. kept.Steps, .. later.Steps.Select(s => s with { Seconds = s.Seconds + seconds })],
            Choices = [.. kept.Choices, .. later.Choices],
            Occurrences = [.. kept.Occurrences, .. later.Occurrences],
        };
    }

    private static List<ReportFact> Join(IReadOnlyList<ReportFact> earlier, IReadOnlyList<ReportFact> later) =>
        [.. earlier.Where(e => later.All(l => l.Name != e.Name)), .. later];
}
