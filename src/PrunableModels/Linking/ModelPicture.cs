using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>The picture of a live model.</summary>
internal static class ModelPicture
{
    // What is kept for how it is stored is known to the linked model alone, and so is what was erased before.
    public static Picture Of(Pruning pruning, PictureOptions? options, long[] inputShape)
    {
        options ??= new();
        var linked = pruning.Linked;
        var groups = inputShape.Length == 0 ? linked.Groups : pruning.Execute([inputShape]);
        return Picture.Of(groups, options with { Erased = [.. pruning.Erased, .. options.Erased] }, linked.WhyKept);
    }
}
