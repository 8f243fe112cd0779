using TorchSharp;

namespace PrunableModels;

/// <summary>
/// One view of how much a structure matters: low is redundant. Criteria are normalised over all live structures and added up, so
/// their scale is of no importance.
/// </summary>
/// <remarks>
/// A saved run goes on with the same criteria alone, told apart by <see cref="object.ToString"/>: one with parameters names them there, in
/// words that are the same in every process.
/// </remarks>
public interface ISaliencyCriterion
{
    /// <summary>Scores all structures at once.</summary>
    /// <param name="structures">Sums over the structures' parameters.</param>
    /// <returns>Shape <c>[structures.Count]</c>; temporaries are the caller's dispose scope's.</returns>
    torch.Tensor Score(StructureStatistics structures);
}
