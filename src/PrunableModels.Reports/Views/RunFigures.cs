using System;
using System.Collections.Generic;
using System.Linq;
using static System.FormattableString;

namespace PrunableModels.Reports;

/// <summary>Where a run stands, from the events up to now, in words for whoever watches it.</summary>
internal sealed class RunFigures(TimeProvider time)
{
    /// <summary>The pace is that of the last while, since steps become faster when the model becomes smaller.</summary>
    private static readonly TimeSpan PaceWindow = TimeSpan.FromSeconds(30);

    private readonly Queue<(long Step, long Clock)> past = [];
    private TrainingStarted? start;
    private StepMetrics? metrics;

    public long Step { get; private set; }

    public long TotalSteps => start?.Options.TotalSteps ?? 0;

    /// <summary>The share of steps that are done, in [0, 1].</summary>
    public double Done => TotalSteps == 0 ? 0 : Math.Min(1, (double)Step / TotalSteps);

    public string Steps => Invariant($"step {Step}/{TotalSteps}");

    public string Loss => metrics?.Loss is { } loss ? Invariant($"{loss:0.####}") : "not told";

    public string GroupSparsity => Invariant($"{metrics?.GroupSparsity ?? 0:0.0 %}") + (start is { TargetCount: { } count } ? Invariant($" of {(double)count / Math.Max(1, Structures):0.0 %}") : "");

    public string Counts => Invariant($"{metrics?.RedundantCount ?? 0} on their way to zero, {metrics?.PrunedCount ?? 0} pruned");

    public int Structures => start?.Groups.Sum(g => g.Width) ?? 0;

    /// <summary>The parameters of the compact model; null where they are not known.</summary>
    public string? Parameters => metrics?.Size is { Parameters: var size } ? Invariant($"{size.After:N0} of {size.Before:N0}") : null;

    /// <summary>The multiply-adds, where the target is one of them.</summary>
    public string? Macs => metrics?.Size?.Macs is { } size ? Invariant($"{size.After:N0} of {size.Before:N0}") : null;

    /// <summary>The target, where it is not the group sparsity that stands beside the one reached.</summary>
    public string? Target => start is { TargetCount: null } ? $"{start.Options.Target}" : null;

    public string LearningRates => metrics is null ? "" : string.Join(", ", metrics.LearningRates.Distinct().Select(r => Invariant($"{r:G4}")));

    public string LastEvent { get; private set; } = "";

    public string Pace => StepsPerSecond is { } pace ? Invariant($"{pace:0.0} steps/s, {Wording.Duration(Math.Max(0, TotalSteps - Step) / pace)} left") : "";

    private double? StepsPerSecond => past is { Count: > 1 } && time.GetElapsedTime(past.Peek().Clock, past.Last().Clock).TotalSeconds is > 0 and var seconds
        ? (past.Last().Step - past.Peek().Step) / seconds
        : null;

    public void Add(TrainingEvent value)
    {
        switch (value)
        {
            case TrainingStarted started:
                (start, Step) = (started, started.Step);
                past.Clear();
                LastEvent = started.Step == 0 ? $"{started.Method}" : Invariant($"went on after step {started.Step}");
                break;
            case StructuresChosen choice:
                LastEvent = Words(choice, choice.Groups, "chosen");
                break;
            case StructuresReleased release:
                LastEvent = Words(release, release.Groups, "released");
                break;
            case StructuresPruned pruning:
                LastEvent = Words(pruning, pruning.Groups, "arrived at zero");
                break;
            case StepSkipped skip:
                LastEvent = Invariant($"step {skip.Step}: batch left out, {(skip.Parameter is { } name ? $"the gradient of {name}" : "the loss")} was not finite");
                break;
            case StepMeasured measured:
                (metrics, Step) = (measured.Metrics, measured.Step);
                Remember(measured.Step);
                break;
            case TrainingEnded ended:
                Step = ended.Step;
                LastEvent = Invariant($"finished: {ended.PrunedCount} structures pruned, the target is {(ended.IsTargetMet ? "met" : "not met")}");
                break;
        }
    }

    private void Remember(long step)
    {
        var now = time.GetTimestamp();
        past.Enqueue((step, now));
        while (past.Count > 2 && time.GetElapsedTime(past.Peek().Clock, now) > PaceWindow)
        {
            past.Dequeue();
        }
    }

    private static string Words(TrainingEvent value, IReadOnlyList<GroupStructures> groups, string what) =>
        Invariant($"step {value.Step}: {Wording.Structures(groups.Sum(g => g.Structures.Count), groups.Count)} {what}");
}
