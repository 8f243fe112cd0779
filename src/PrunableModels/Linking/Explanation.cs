using System.Globalization;
using System.Linq;
using System.Text;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>A linked model in words.</summary>
internal static class Explanation
{
    public static string Of(LinkedModel model)
    {
        var text = new StringBuilder();
        foreach (var space in model.Spaces)
        {
            text.Append(CultureInfo.InvariantCulture, $"{space.Linked.Id}: {space.Linked.Width} structures, {Covered(space.Places.ToLookup(p => p.Tensor)):N0} parameters\n");
            foreach (var role in space.Places.GroupBy(p => p.Role))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Verb(role.Key)} {string.Join(", ", role.Select(p => $"{p.Tensor.Path}:{p.Axis}"))}\n");
            }
        }

        foreach (var kept in model.Kept)
        {
            text.Append(CultureInfo.InvariantCulture, $"{kept.Group.Id}: {kept.Group.Extent} kept, because {kept.Reason}\n");
        }

        var (prunable, all) = Parameters(model);
        return text
            .Append(CultureInfo.InvariantCulture, $"{model.Spaces.Count} groups with {model.Map.Count} structures; ")
            .Append(CultureInfo.InvariantCulture, $"{prunable:N0} of {all:N0} parameters ({(all == 0 ? 0 : (double)prunable / all).ToString("P1", CultureInfo.InvariantCulture)}) belong to one\n")
            .ToString();
    }

    /// <summary>How many parameters belong to a group, and how many there are.</summary>
    public static (long Prunable, long All) Parameters(LinkedModel model) => (
        Covered(model.Spaces.SelectMany(s => s.Places).ToLookup(p => p.Tensor)),
        model.Live.Tensors.Where(t => !t.IsBuffer).Sum(t => t.Tensor.numel()));

    // What no axis covers stays; places that share an axis never share a position, except in a product, where one of them is enough.
    private static long Covered(ILookup<LiveTensor, LinkedPlace> places) => places
        .Where(p => !p.Key.IsBuffer)
        .Sum(p => p.Key.Tensor.numel() - p.GroupBy(place => place.Axis).Aggregate(p.Key.Tensor.numel(), (left, axis) =>
            left / p.Key.Tensor.shape[axis.Key] * (p.Key.Tensor.shape[axis.Key] - System.Math.Min(p.Key.Tensor.shape[axis.Key], axis.Sum(place => place.Layout.Covered)))));

    private static string Verb(OccurrenceRole role) => role switch
    {
        OccurrenceRole.Writer => "written by",
        OccurrenceRole.Reader => "read by",
        _ => "along with",
    };
}
