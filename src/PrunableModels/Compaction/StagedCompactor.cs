using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>Removes what a plan says, one stage after the other: all of them, or the model is left as it was.</summary>
internal sealed class StagedCompactor(Pruning pruning, PruningPlan plan, CompactOptions options)
{
    private readonly Stack<(LinkedModel Linked, ModelCut Cut, Compaction Compaction)> done = new();

    /// <summary>Does it; what is returned is the last stage, in the terms of which the model's <see cref="Pruning.Original"/> reports.</summary>
    public Compaction Run()
    {
        var original = pruning.Original ?? (plan.Stages.Count > 1 ? new OriginalSizes(pruning) : null);
        PutAll();
        pruning.Original = original;
        var compactions = done.Reverse().Select(stage => stage.Compaction).ToList();
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
            foreach (var stage in plan.Stages)
            {
                Put(stage);
            }
        }
        catch
        {
            while (done.TryPop(out var stage))
            {
                stage.Cut.Restore();
                Release(stage.Linked);
            }

            throw;
        }
    }

    private void Put(PlanStage stage)
    {
        var linked = done.Count == 0 ? pruning.Linked : pruning.Link();
        try
        {
            var (cut, compaction) = new Compactor(pruning, linked, stage.ToMask(linked.Map), options).Put();
            done.Push((linked, cut, compaction));
        }
        catch
        {
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
}
