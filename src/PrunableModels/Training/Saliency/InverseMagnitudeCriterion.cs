using TorchSharp;

namespace PrunableModels;

/// <summary>The inverse of the average magnitude, |x| / ‖x‖, taken negative: the smaller a structure, the more redundant (DHSPG, OTOv2).</summary>
public sealed class InverseMagnitudeCriterion : ISaliencyCriterion
{
    /// <inheritdoc/>
    public torch.Tensor Score(StructureStatistics structures) => -structures.Sizes / structures.SquaredNorm.sqrt().AtLeast(1e-12);
}
