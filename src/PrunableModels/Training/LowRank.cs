using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>
/// Low-rank adapters beside frozen layers (LoRAShear, arXiv 2310.18356). A group has the rows of the frozen weight and of the adapter's
/// second factor, and every method drives both to zero together; the first factor is shared by all of them and stays.
/// </summary>
public static class LowRank
{
    /// <summary>
    /// Prunes frozen layers alone: for <see cref="SparseOptions.GroupConstraint"/>. Groups without a frozen writer are kept whole, above
    /// all the ranks of the adapters, which are hidden layers like any other.
    /// </summary>
    /// <param name="map">The model's structures, after the base model was frozen by <c>requires_grad</c>.</param>
    /// <param name="otherwise">The constraint of the other groups; by default the options' own.</param>
    public static Func<LinkedGroup, WidthConstraint?> KeepAdapters(StructureMap map, Func<LinkedGroup, WidthConstraint?>? otherwise = null)
    {
        var frozen = new HashSet<string>(map.Groups.Where(group => HasFrozenWriter(map, group)).Select(group => group.Id), StringComparer.Ordinal);
        return group => frozen.Contains(group.Id) ? otherwise?.Invoke(group) : new WidthConstraint(MinimumWidth: group.Width);
    }

    private static bool HasFrozenWriter(StructureMap map, LinkedGroup group) =>
        map.Slices.Any(slice => slice.Role == SliceRole.Writer && !slice.Tensor.requires_grad && Holds(slice, group));

    private static bool Holds(StructureSlice slice, LinkedGroup group)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return (slice.Structures.IsAtLeast(group.Start) & slice.Structures.IsBelow(group.End)).any().item<bool>();
    }
}
