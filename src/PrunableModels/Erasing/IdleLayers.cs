using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// The layers of erased segments, and those that nothing needs any more. The model's own code goes on calling them, so they stay, as
/// narrow as they can be: a single structure of every group that they alone hold.
/// </summary>
internal sealed class IdleLayers
{
    private readonly LinkedModel linked;
    private readonly Erasure erasure;
    private readonly List<LinkedSpace> narrow;

    private IdleLayers(LinkedModel linked, Erasure erasure)
    {
        this.linked = linked;
        this.erasure = erasure;
        var needed = erasure.Needed.Select(leaf => leaf.Path).ToHashSet(StringComparer.Ordinal);
        narrow = [.. linked.Spaces.Where(s => s.Places.All(p => p.Role == OccurrenceRole.Reader || !needed.Contains(p.Tensor.Path)))];
    }

    /// <summary>The mask of what stays.</summary>
    /// <param name="linked">A model, linked with its segments erased.</param>
    /// <param name="erasure">Them.</param>
    public static Tensor Mask(LinkedModel linked, Erasure erasure)
    {
        var idle = new IdleLayers(linked, erasure);
        var mask = idle.Mask();
        while (idle.WidenUnfitting(mask))
        {
            mask = idle.Mask();
        }

        return mask;
    }

    private Tensor Mask()
    {
        var keeps = Enumerable.Repeat(true, linked.Map.Count).ToArray();
        narrow.ForEach(s => Array.Fill(keeps, false, s.Linked.Start + 1, s.Linked.Width - 1));
        return tensor(keeps);
    }

    // Where zeros meet other tensors in a sum, they have to have the same extents or 1: grouped layers may not come down to that.
    private bool WidenUnfitting(Tensor mask)
    {
        var remaining = new Remaining(linked, mask);
        var unfitting = erasure.Untied
            .Where(tie => Left(tie.Gone) is { } gone && gone != 1 && gone != Left(tie.Sum))
            .SelectMany(tie => tie.Gone.Spaces.Concat(tie.Sum.Spaces))
            .ToHashSet();
        return narrow.RemoveAll(s => unfitting.Contains(s.Group.Space)) > 0;

        long? Left(AxisType axis) => axis.Extent.IsConstant(out var extent) ? remaining.Of(axis, extent) : null;
    }
}
