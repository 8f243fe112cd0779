using TorchSharp;

namespace PrunableModels;

/// <summary>Whether the gradient already points a structure to zero: 1 - cos(x, v), or 1 + cos(x, v).</summary>
/// <param name="sign">Which of the two.</param>
public sealed class CosineCriterion(CosineSign sign = CosineSign.Dhspg) : ISaliencyCriterion
{
    /// <inheritdoc/>
    public torch.Tensor Score(StructureStatistics structures) => (sign == CosineSign.Dhspg ? -structures.Cosine : structures.Cosine).Plus(1);

    /// <inheritdoc/>
    public override string ToString() => $"{typeof(CosineCriterion)} {sign}";
}

/// <summary>
/// How the cosine of a structure and the gradient is read. Shrinking x by a factor 1 - e changes the loss by -e⟨x, gradient⟩ to first
/// order, so a high cosine says that shrinking is cheap.
/// </summary>
public enum CosineSign
{
    /// <summary>A high cosine is redundant, 1 - cos: DHSPG (OTOv2, ICLR 2023), and what the first-order change of the loss says.</summary>
    Dhspg,

    /// <summary>A high cosine is important, 1 + cos: HESSO as released (arXiv 2409.09085).</summary>
    Hesso,
}
