using System;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// The magnitude |γ| of a structure's batch-norm scale (network slimming, Liu et al., ICCV 2017); the mean over several. Structures
/// without a scale get the mean of all others, so this alone does not decide on them.
/// </summary>
/// <param name="isScale">
/// Told a parameter's state-dict path and the parameter, answers whether it is such a scale; by default one with a single axis whose
/// path ends in <c>weight</c>.
/// </param>
public sealed class NormScaleCriterion(Func<string, torch.Tensor, bool>? isScale = null) : ISaliencyCriterion
{
    private readonly Func<string, torch.Tensor, bool> isScale =
        isScale ?? ((path, parameter) => parameter.dim() == 1 && path.EndsWith("weight", StringComparison.Ordinal));

    /// <inheritdoc/>
    public torch.Tensor Score(StructureStatistics structures)
    {
        var sums = structures.Sum(static (x, _) => x.abs(), withoutDirection: true, isScale);
        var counts = structures.Sum(static (x, _) => torch.ones_like(x), withoutDirection: true, isScale);
        return StructureScores.FillUnknown(sums / counts.AtLeast(1), counts.IsAbove(0), structures.Kept);
    }
}
