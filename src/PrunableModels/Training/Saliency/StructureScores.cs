using TorchSharp;

namespace PrunableModels;

/// <summary>What criteria do with structures that they know nothing of.</summary>
internal static class StructureScores
{
    /// <summary>Gives what is not known the mean of what is: neither redundant nor important.</summary>
    /// <param name="scores">Shape <c>[Count]</c>.</param>
    /// <param name="known">Shape <c>[Count]</c>, bool.</param>
    /// <param name="kept">Shape <c>[Count]</c>, bool: what counts in the mean; null for all that is known.</param>
    public static torch.Tensor FillUnknown(torch.Tensor scores, torch.Tensor known, torch.Tensor? kept = null)
    {
        var flags = (kept is null ? known : known & kept).to(scores.dtype);
        var mean = (scores * flags).sum() / flags.sum().AtLeast(1);
        return torch.where(known, scores, mean);
    }
}
