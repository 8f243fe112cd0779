using TorchSharp;

namespace PrunableModels;

/// <summary>How much the loss depends on the values of a structure one by one, Σ|xᵢ vᵢ| (SNIP, arXiv 1810.02340); it grows with the structure.</summary>
public sealed class SensitivityCriterion : ISaliencyCriterion
{
    /// <inheritdoc/>
    public torch.Tensor Score(StructureStatistics structures) => structures.Sum(static (x, v) => (x * v!).abs());
}
