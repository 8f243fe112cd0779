using System.Collections.Generic;

namespace PrunableModels;

/// <summary>
/// Something that happened in a run of sparse training, told to <see cref="SparseOptions.Progress"/> once the step it happened in is over.
/// The kinds are <see cref="TrainingStarted"/>, <see cref="StructuresChosen"/>, <see cref="StructuresReleased"/>,
/// <see cref="StructuresPruned"/>, <see cref="StepSkipped"/>, <see cref="StepMeasured"/> and <see cref="TrainingEnded"/>; there are no others.
/// </summary>
public abstract record TrainingEvent
{
    private protected TrainingEvent(long step) => Step = step;

    /// <summary>The optimizer step, from 1; of <see cref="TrainingStarted"/> the steps taken before.</summary>
    public long Step { get; }
}

/// <summary>Structures were put on the road to zero: an identification.</summary>
public sealed record StructuresChosen : TrainingEvent
{
    internal StructuresChosen(long step, IReadOnlyList<GroupStructures> groups, IReadOnlyList<float> scores)
        : base(step)
    {
        Groups = groups;
        Scores = scores;
    }

    /// <summary>The structures, by group; groups that lose none are left out.</summary>
    public IReadOnlyList<GroupStructures> Groups { get; }

    /// <summary>The running score of every structure of the map at this moment, low for redundant; not a number where there is none.</summary>
    public IReadOnlyList<float> Scores { get; }
}

/// <summary>Structures were taken off the road to zero again, e.g. at the end of a cycle of trial.</summary>
public sealed record StructuresReleased : TrainingEvent
{
    internal StructuresReleased(long step, IReadOnlyList<GroupStructures> groups)
        : base(step) => Groups = groups;

    /// <summary>The structures, by group.</summary>
    public IReadOnlyList<GroupStructures> Groups { get; }
}

/// <summary>Structures arrived at zero and are held there.</summary>
public sealed record StructuresPruned : TrainingEvent
{
    internal StructuresPruned(long step, IReadOnlyList<GroupStructures> groups)
        : base(step) => Groups = groups;

    /// <summary>The structures, by group.</summary>
    public IReadOnlyList<GroupStructures> Groups { get; }
}

/// <summary>A batch was left out, since its loss or a gradient was not finite.</summary>
public sealed record StepSkipped : TrainingEvent
{
    internal StepSkipped(long step, string? parameter)
        : base(step) => Parameter = parameter;

    /// <summary>The state-dict path of the parameter whose gradient was not finite; null if it was the loss.</summary>
    public string? Parameter { get; }
}

/// <summary>The figures of a step, every <see cref="SparseOptions.MetricsEvery"/> steps and at the last one.</summary>
public sealed record StepMeasured : TrainingEvent
{
    internal StepMeasured(long step, StepMetrics metrics)
        : base(step) => Metrics = metrics;

    /// <summary>The figures.</summary>
    public StepMetrics Metrics { get; }
}

/// <summary>
/// The run is over: it has come to <see cref="SparseOptions.TotalSteps"/>, or <see cref="SparseOptimizer.Complete"/> has ended it before. It is
/// the last event of its step, once the model has lost what <see cref="SparseOptions.CompactWhileTraining"/> removes in it. Steps after the
/// last one are told by figures alone; a run that goes on before it, after it was completed or from a state that was loaded, ends again.
/// Disposing an optimizer ends nothing, since that happens to one that an exception has stopped as well.
/// </summary>
public sealed record TrainingEnded : TrainingEvent
{
    internal TrainingEnded(long step, bool isTargetMet, int prunedCount, int targetCount)
        : base(step)
    {
        IsTargetMet = isTargetMet;
        PrunedCount = prunedCount;
        TargetCount = targetCount;
    }

    /// <summary>Whether as much is held at zero as was to be pruned.</summary>
    public bool IsTargetMet { get; }

    /// <summary>Structures held at zero.</summary>
    public int PrunedCount { get; }

    /// <summary>Structures that were to be pruned, as <see cref="SparseOptimizer.TargetCount"/>.</summary>
    public int TargetCount { get; }
}

/// <summary>Structures of one group.</summary>
/// <param name="Group">The group.</param>
/// <param name="Structures">Their numbers in the map's flat numbering, rising.</param>
public sealed record GroupStructures(LinkedGroup Group, IReadOnlyList<int> Structures);
