using TorchSharp;

namespace PrunableModels;

/// <summary>The second-order change of the loss with the Fisher matrix for the Hessian, ½⟨x, v⟩².</summary>
public sealed class SecondOrderTaylorCriterion : ISaliencyCriterion
{
    /// <inheritdoc/>
    public torch.Tensor Score(StructureStatistics structures) => structures.InnerProduct.Squared().Times(0.5);
}
