using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>Removes what a plan says, one stage after the other: all of them, or the model is left as it was.</summary>
internal sealed class StagedCompactor
{
    private readonly Pruning pruning;
    private readonly IReadOnlyList<Stage> stages;
    private readonly CompactOptions options;
    private readonly Stack<DoneStage> done = new();

    public StagedCompactor(Pruning pruning, PruningPlan plan, CompactOptions options)
        : this(pruning, [.. plan.Stages.Select(stage => new Stage(stage.Erased, linked => stage.ToMask(linked.Map)))], options)
    {
    }

    /// <summary>Removes the structures that a mask leaves out, if there is one, then erases segments and makes narrow what they leave.</summary>
    public StagedCompactor(Pruning pruning, Tensor? mask, IReadOnlyList<string> erased, CompactOptions options)
        : this(pruning, [.. mask is null ? [] : new[] { new Stage([], _ => mask) }, new Stage(erased, linked => IdleLayers.Mask(linked, pruning.Erasure([], linked.Groups.Graph)))], options)
    {
    }

    private StagedCompactor(Pruning pruning, IReadOnlyList<Stage> stages, CompactOptions options)
    {
        this.pruning = pruning;
        this.stages = stages;
        this.options = options;
    }

    /// <summary>Does it; what is returned is the last stage, in the terms of which the model's <see cref="Pruning.Original"/> reports.</summary>
    public Compaction Run()
    {
        var original = pruning.Original ?? (stages.Count > 1 ? new OriginalSizes(pruning) : null);
        PutAll();
        pruning.Original = original;
        var compactions = done.Reverse().Select(stage => stage.Compaction).ToList();
        pruning.Gates.Open(pruning.Erased);
        foreach (var compaction in compactions)
        {
            pruning.Complete(compaction);
            original?.Note(compaction);
        }

        return compactions[^1] with { LargestDifference = compactions.Max(compaction => compaction.LargestDifference) };
    }

    private void PutAll()
    {
        try
        {
            foreach (var stage in stages)
            {
                Put(stage);
            }
        }
        catch
        {
            while (done.TryPop(out var stage))
            {
                stage.Cut.Restore();
                stage.Erased?.Undo();
                Release(stage.Linked);
            }

            throw;
        }
    }

    private void Put(Stage stage)
    {
        var linked = done.Count == 0 ? pruning.Linked : pruning.Link();
        ErasedSegments? erased = null;
        try
        {
            if (stage.Erased.Count > 0)
            {
                erased = ErasedSegments.Put(pruning, linked, stage.Erased);
                Release(linked);
                linked = pruning.Link();
            }

            var (cut, compaction) = new Compactor(pruning, linked, stage.Mask(linked), options).Put();
            done.Push(new(erased, linked, cut, compaction with { Erased = stage.Erased }));
        }
        catch
        {
            erased?.Undo();
            Release(linked);
            throw;
        }
    }

    // The first stage's is the one that the model knows, and goes on to know where nothing was changed.
    private void Release(LinkedModel linked)
    {
        if (linked != pruning.Linked)
        {
            linked.Map.Dispose();
        }
    }

    private sealed record Stage(IReadOnlyList<string> Erased, Func<LinkedModel, Tensor> Mask);

    private sealed record DoneStage(ErasedSegments? Erased, LinkedModel Linked, ModelCut Cut, Compaction Compaction);
}
