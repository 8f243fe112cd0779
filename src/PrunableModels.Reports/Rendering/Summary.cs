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
            facts.Add(new("Recorded", $"after {string.Join(", after ", plan.Starts.Select(Wording.Number))} steps"));
        }

        if (data.Steps.Count > 0)
        {
            facts.AddRange(Figures(plan, data.Steps[0], data.Steps[^1]));
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
        var target = plan.TargetCount is { } count ? $" of {Wording.Number(count)} to be pruned" : "";
        yield return new("Structures", $"{Wording.Number(last.PrunedCount)} held at zero{target}, {Wording.Number(last.RedundantCount)} on their way, of {Wording.Structures(structures, plan.Groups.Count)}");
        yield return new("Group sparsity", last.GroupSparsity.ToString("0.00 %", CultureInfo.InvariantCulture));
        if (last.Parameters is { } parameters)
        {
            yield return new("Parameters", $"{parameters}");
        }

        if (last.Macs is { } macs)
        {
            yield return new("Multiply-adds", $"{macs}");
        }

        if (first.Loss is { } before && last.Loss is { } after)
        {
            yield return new("Loss", string.Create(CultureInfo.InvariantCulture, $"{before:G4} at step {first.Step}, {after:G4} at step {last.Step}"));
        }

        yield return new("Batches left out", Wording.Number(last.SkippedSteps));
        yield return new("Time", Wording.Duration(last.Seconds));
    }

    private static string State(ReportData data, ReportPlan plan) => data.End switch
    {
        null => $"step {Wording.Number(data.Steps.LastOrDefault()?.Step ?? plan.Starts[^1])} of {Wording.Number(plan.TotalSteps)}",
        { IsTargetMet: true } => $"finished after {Wording.Number(plan.TotalSteps)} steps, the target is met",
        _ => $"finished after {Wording.Number(plan.TotalSteps)} steps, the target is not met",
    };

    private static string Structures(ReportOccurrence occurrence) => Wording.Structures(occurrence.Structures, occurrence.Groups);
}
