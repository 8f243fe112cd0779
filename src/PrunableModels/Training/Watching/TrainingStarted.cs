using System.Collections.Generic;

namespace PrunableModels;

/// <summary>A run begins, or goes on from a state that was loaded: the first event of its first step.</summary>
public sealed record TrainingStarted : TrainingEvent
{
    internal TrainingStarted(long step)
        : base(step)
    {
    }

    /// <summary>What the optimizer was made with.</summary>
    public required SparseOptions Options { get; init; }

    /// <summary>The method and its schedule in words.</summary>
    public required string Method { get; init; }

    /// <summary>What the target comes to in words, e.g. <c>29 structures</c>.</summary>
    public required string Goal { get; init; }

    /// <summary>Structures that are to be pruned in all; null where the target is one of parameters or multiply-adds.</summary>
    public required int? TargetCount { get; init; }

    /// <summary>The model, of which more can be asked; null where its structures were not found in it but written down by hand.</summary>
    public Pruning? Model { get; init; }

    /// <summary>The groups, in the order of the numbering of structures.</summary>
    public required IReadOnlyList<LinkedGroup> Groups { get; init; }

    /// <summary>The layers that have structures.</summary>
    public required IReadOnlyList<TrainingLayer> Layers { get; init; }

    /// <summary>What is on its way to zero already, by group; empty at the beginning of a run.</summary>
    public required IReadOnlyList<GroupStructures> Redundant { get; init; }

    /// <summary>What is held at zero already, by group; empty at the beginning of a run.</summary>
    public required IReadOnlyList<GroupStructures> Pruned { get; init; }
}
