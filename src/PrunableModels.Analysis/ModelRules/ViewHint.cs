using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// How a view that writes sizes down can say the same without: <c>flatten</c>, <c>free:1</c> where the extent at 1 can be -1, or
/// <c>sizes:1=2*3</c> where it is the product of the sizes of the tensor's axes 2 and 3.
/// </summary>
internal static class ViewHint
{
    /// <summary>The hint for the view that stands at a place, or null.</summary>
    public static string? Of(AnalyzedModel model, Origin at)
    {
        var node = model.Analysis.Configurations.SelectMany(c => c.Groups.Graph.Nodes)
            .FirstOrDefault(n => n.Function is "Tensor.view" or "Tensor.reshape" && n.Opaque is null && n.Origin is { } origin && SamePlace.Of(origin).Equals(SamePlace.Of(at)));
        if (node?.Attributes.Find("shape") is not Value.Sequence { Items: var shape } || node.Operands[0] is not { Type: { HasRank: true } type })
        {
            return null;
        }

        var written = Enumerable.Range(0, shape.Count).Where(i => shape[i] is Value.Integer { Axis: null } size && size.Size.IsConstant(out var n) && n >= 0).ToList();
        var isFree = shape.Exists(s => s is Value.Integer size && size.Size.Equals(-1));
        return written.Count == 1 && !isFree ? $"free:{written[0]}"
            : shape.Count == 2 && written is [1] && IsFlatten(node, type) ? "flatten"
            : written.Select(i => (Index: i, Axes: Axes(node, type, shape.Count - 1 - i, ((Value.Integer)shape[i]).Size))).Where(s => s.Axes is not null).ToList() is { Count: > 0 } known
            ? $"sizes:{string.Join(",", known.Select(s => $"{s.Index}={string.Join("*", s.Axes!)}"))}"
            : null;
    }

    // The first axis alone stays what it is; all others that are longer than 1 go into the second of two.
    private static bool IsFlatten(Node node, TensorType type) => type.Count > 1
        && Enumerable.Range(0, type.Count - 1).All(axis => type.FromEnd(axis)!.Extent.Equals(Size.One) || To(node, axis).SequenceEqual([0]))
        && To(node, type.Count - 1).All(o => o == 1);

    // The axes, counted from the first, that make up an extent, each as a whole.
    private static List<int>? Axes(Node node, TensorType type, int output, Size extent)
    {
        var sources = Enumerable.Range(0, type.Count).Where(axis => To(node, axis).Contains(output)).Reverse().ToList();
        return sources.Count > 0 && sources.TrueForAll(axis => To(node, axis).SequenceEqual([output]))
            && sources.Aggregate(Size.One, (product, axis) => product * type.FromEnd(axis)!.Extent).Equals(extent)
            ? sources.ConvertAll(axis => type.Count - 1 - axis) : null;
    }

    private static IEnumerable<int> To(Node node, int axis) => node.Carried.Where(c => c.Operand == 0 && c.Axis == axis).Select(c => c.OutputAxis).Distinct();
}
