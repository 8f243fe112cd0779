using TorchSharp;

namespace PrunableModels;

/// <summary>The L2 norm of a structure's parameters, ‖x‖.</summary>
public sealed class MagnitudeCriterion : ISaliencyCriterion
{
    /// <inheritdoc/>
    public torch.Tensor Score(StructureStatistics structures) => structures.SquaredNorm.sqrt();
}
