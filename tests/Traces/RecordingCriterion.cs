using TorchSharp;

namespace PrunableModels.Traces;

/// <summary>A criterion whose last scores can be read.</summary>
internal sealed class RecordingCriterion(ISaliencyCriterion inner) : ISaliencyCriterion
{
    public float[] Last { get; private set; } = [];

    public torch.Tensor Score(StructureStatistics structures)
    {
        var score = inner.Score(structures);
        Last = score.data<float>().ToArray();
        return score;
    }
}
