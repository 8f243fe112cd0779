using TorchSharp;

namespace PrunableModels;

/// <summary>
/// Random scores, uniform in [0, 1): what any other criterion has to beat. A seed gives the same scores in every step and every process.
/// </summary>
/// <param name="seed">Which scores.</param>
public sealed class RandomCriterion(long seed) : ISaliencyCriterion
{
    /// <inheritdoc/>
    public torch.Tensor Score(StructureStatistics structures)
    {
        using var generator = new torch.Generator((ulong)seed);
        return torch.rand(structures.Count, generator: generator).to(structures.Sizes.device);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{typeof(RandomCriterion)} {seed}";
}
