using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace PrunableModels.Reports;

/// <summary>Puts events together to a report's data.</summary>
internal sealed class ReportCollector(TimeProvider time)
{
    private readonly List<ReportStep> steps = [];
    private readonly List<ReportChoice> choices = [];
    private readonly List<ReportOccurrence> occurrences = [];
    private ReportPlan? plan;
    private ReportEnd? end;
    private LayerWidths? widths;
    private IReadOnlyList<ReportLayer> layers = [];
    private IReadOnlyList<int> groupsLeft = [];
    private double secondsBefore;
    private long clock;

    /// <summary>The data so far, under a title and with notes.</summary>
    public ReportData Data(string title, IReadOnlyList<ReportFact> notes) => new()
    {
        Title = title,
        Notes = notes,
        Plan = plan,
        Layers = widths?.Layers ?? layers,
        GroupsLeft = widths?.Groups ?? groupsLeft,
        Steps = [.. steps],
        Choices = [.. choices],
        Occurrences = [.. occurrences],
        End = end,
    };

    /// <summary>Goes on with data that was collected before.</summary>
    public void Take(ReportData data)
    {
        Replace(steps, data.Steps);
        Replace(choices, data.Choices);
        Replace(occurrences, data.Occurrences);
        (plan, end, layers, groupsLeft, widths) = (data.Plan, data.End, data.Layers, data.GroupsLeft, null);
    }

    public void Add(TrainingEvent value)
    {
        switch (value)
        {
            case TrainingStarted start:
                Start(start);
                break;
            case StructuresChosen choice:
                choices.Add(ReportChoice.Of(choice.Step, Widths.Choose(choice)));
                Note(OccurrenceKind.Chosen, choice, choice.Groups);
                break;
            case StructuresReleased release:
                Widths.Release(release.Groups);
                Note(OccurrenceKind.Released, release, release.Groups);
                break;
            case StructuresPruned pruning:
                Widths.Prune(pruning.Groups);
                Note(OccurrenceKind.Pruned, pruning, pruning.Groups);
                break;
            case StepSkipped skip:
                occurrences.Add(new(skip.Step, OccurrenceKind.Skipped, Parameter: skip.Parameter));
                break;
            case StepMeasured measured:
                steps.Add(ReportStep.Of(measured, secondsBefore + time.GetElapsedTime(clock).TotalSeconds));
                break;
            case TrainingEnded ended:
                end = new(ended.Step, ended.IsTargetMet, ended.PrunedCount);
                break;
            default:
                throw new UnreachableException($"{value.GetType().Name} is no event that there is.");
        }
    }

    private LayerWidths Widths => widths ?? throw new InvalidOperationException($"A run's first event is its {nameof(TrainingStarted)}.");

    private void Start(TrainingStarted start)
    {
        ReportGroup[] groups = [.. start.Groups.Select(g => new ReportGroup(g.Id, g.Width))];
        var isSame = plan?.Groups.SequenceEqual(groups) == true;
        Take(isSame ? ReportParts.Until(Data("", []), start.Step) : new ReportData { Title = "" });
        widths = new LayerWidths(start);
        plan = new()
        {
            Method = start.Method,
            Target = $"{start.Options.Target}",
            Goal = start.Goal,
            TargetCount = start.TargetCount,
            TotalSteps = start.Options.TotalSteps,
            Groups = groups,
            Kept = [.. start.Model?.Kept.Select(k => new ReportFact(k.Key, k.Value)) ?? []],
            Graph = start.Model is { } model ? ReportGraph.Of(model.ToPicture()) : null,
            Settings = Settings.Of(start.Options),
            Starts = [.. plan?.Starts ?? [], start.Step],
        };
        secondsBefore = steps.LastOrDefault()?.Seconds ?? 0;
        clock = time.GetTimestamp();
    }

    private void Note(OccurrenceKind kind, TrainingEvent value, IReadOnlyList<GroupStructures> groups) =>
        occurrences.Add(new(value.Step, kind, groups.Sum(g => g.Structures.Count), groups.Count));

    private static void Replace<T>(List<T> list, IReadOnlyList<T> items)
    {
        list.Clear();
        list.AddRange(items);
    }
}
