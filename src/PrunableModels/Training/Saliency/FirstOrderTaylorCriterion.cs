using TorchSharp;

namespace PrunableModels;

/// <summary>The first-order change of the loss when a structure is removed, |⟨x, v⟩|.</summary>
public sealed class FirstOrderTaylorCriterion : ISaliencyCriterion
{
    /// <inheritdoc/>
    public torch.Tensor Score(StructureStatistics structures) => structures.InnerProduct.abs();
}
