using TorchSharp;

namespace PrunableModels;

/// <summary>The L2 norm of a structure's parameters for each of them, ‖x‖ / |x|: large structures have no advantage.</summary>
public sealed class AverageMagnitudeCriterion : ISaliencyCriterion
{
    /// <inheritdoc/>
    public torch.Tensor Score(StructureStatistics structures) => structures.SquaredNorm.sqrt() / structures.Sizes;
}
