using System;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>The picture of a live model.</summary>
internal static class ModelPicture
{
    // What is kept for how it is stored is known to the linked model alone.
    public static Picture Of(Pruning pruning, PictureOptions? options, long[] inputShape)
    {
        var linked = pruning.Linked;
        var groups = inputShape.Length == 0 ? linked.Groups : pruning.Execute([inputShape]);
        return Picture.Of(groups, options, linked.Kept.ToDictionary(k => k.Group.Id, k => k.Reason, StringComparer.Ordinal));
    }
}
