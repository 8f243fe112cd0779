using TorchSharp;

namespace PrunableModels;

/// <summary>-cos(x, v): the more training itself points a structure to zero, the more redundant (DHSPG, OTOv2).</summary>
public sealed class NegativeCosineCriterion : ISaliencyCriterion
{
    /// <inheritdoc/>
    public torch.Tensor Score(StructureStatistics structures) => -structures.Cosine;
}
