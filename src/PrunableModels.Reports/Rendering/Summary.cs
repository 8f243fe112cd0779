using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Reports;

/// <summary>A run in words.</summary>
internal static class Summary
{
    /// <summary>What was to be done, and what was.</summary>
    public static IEnumerable<ReportFact> Of(ReportData data)
    {
        if (data.Plan is not { } plan)
        {
            return [new("State", "the run has not begun")];
        }

        List<ReportFact> facts = [new("Method", plan.Method), new("Target", $"{plan.Target}: {plan.Goal}"), new("State", State(data, plan))];
        if (plan.Starts.Count > 1 || plan.Starts[0] > 0)
        {
            facts.Add(new("Recorded", $"after {string.Join(", after ", plan.Starts.Select(s => Number(s)))} steps"));
        }

        if (data.Steps is [var first, .., var last])
        {
            facts.AddRange(Figures(plan, first, last));
        }

        return facts;
    }

    public static string Words(ReportOccurrence occurrence) => occurrence.Kind switch
    {
        OccurrenceKind.Skipped when occurrence.Parameter is { } parameter => $"batch left out: the gradient of {parameter} was not finite",
        OccurrenceKind.Skipped => "batch left out: the loss was not finite",
        OccurrenceKind.Chosen => $"{Structures(occurrence)} chosen",
        OccurrenceKind.Released => $"{Structures(occurrence)} released",
        _ => $"{Structures(occurrence)} arrived at zero",
    };

    private static IEnumerable<ReportFact> Figures(ReportPlan plan, ReportStep first, ReportStep last)
    {
        var structures = plan.Groups.Sum(g => g.Width);
        var target = plan.TargetCount is { } count ? $" of {Number(count)} to be pruned" : "";
        yield return new("Structures", $"{Number(last.PrunedCount)} held at zero{target}, {Number(last.RedundantCount)} on their way, of {Number(structures)} in {plan.Groups.Count} groups");
        yield return new("Group sparsity", last.GroupSparsity.ToString("0.00 %", CultureInfo.InvariantCulture));
        if (last.Parameters is { } parameters)
        {
            yield return new("Parameters", Words(parameters));
        }

        if (last.Macs is { } macs)
        {
            yield return new("Multiply-adds", Words(macs));
        }

        if (first.Loss is { } before && last.Loss is { } after)
        {
            yield return new("Loss", string.Create(CultureInfo.InvariantCulture, $"{before:G4} at step {first.Step}, {after:G4} at step {last.Step}"));
        }

        yield return new("Batches left out", Number(last.SkippedSteps));
        yield return new("Time", string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromSeconds(last.Seconds):d\\.hh\\:mm\\:ss}"));
    }

    private static string State(ReportData data, ReportPlan plan) => data.End switch
    {
        null => $"step {Number(data.Steps.LastOrDefault()?.Step ?? plan.Starts[^1])} of {Number(plan.TotalSteps)}",
        { IsTargetMet: true } => $"finished after {Number(plan.TotalSteps)} steps, the target is met",
        _ => $"finished after {Number(plan.TotalSteps)} steps, the target is not met",
    };

    private static string Structures(ReportOccurrence occurrence) => $"{Number(occurrence.Structures)} structures in {Number(occurrence.Groups)} groups";

    private static string Words(SizeChange size) =>
        string.Create(CultureInfo.InvariantCulture, $"{size.After:N0} of {size.Before:N0} ({(size.Before == 0 ? 1 : (double)size.After / size.Before):0.00 %})");

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
