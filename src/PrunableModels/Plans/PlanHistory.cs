using System.Collections.Generic;

namespace PrunableModels;

/// <summary>What compactions have left of a model since it was constructed.</summary>
internal sealed class PlanHistory
{
    private readonly List<PlanStage> stages = [];
    private StagePlaces? places;

    /// <summary>It as a plan; null before the first compaction.</summary>
    public PruningPlan? Plan { get; private set; }

    /// <summary>Takes note of a compaction: in the terms of the last stage where that is possible, and as another one where it is not.</summary>
    public void Add(Compaction compaction)
    {
        // Names and widths may be the same by chance; what goes from every tensor tells whether the groups are.
        var stage = PlanStage.Of(compaction.Before, compaction.Keep, compaction.Erased);
        if (places is not null && stages[^1].Then(stage) is { } both && places.Explain([.. both.Keeps, true], compaction.Cuts))
        {
            stages[^1] = both;
        }
        else if (places is null || compaction.Cuts.Count > 0 || compaction.Erased.Count > 0)
        {
            stages.Add(stage);
            places = new(compaction.Before);
        }

        places.Follow(compaction.Cuts);
        Plan = new([.. stages]);
    }
}
