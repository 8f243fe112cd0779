using TorchSharp;

namespace PrunableModels.Distributed;

/// <summary>A criterion whose scores are averaged over all processes; to a saved run it is the criterion that it averages.</summary>
internal sealed class AveragedCriterion(ProcessGroup group, ISaliencyCriterion criterion) : ISaliencyCriterion
{
    /// <inheritdoc/>
    public torch.Tensor Score(StructureStatistics structures)
    {
        var scores = criterion.Score(structures).clone();
        group.Average(scores);
        return scores;
    }

    /// <inheritdoc/>
    public override string? ToString() => criterion.ToString();
}
