using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>The positions of one axis that are kept.</summary>
/// <param name="Axis">The axis, from the front.</param>
/// <param name="Kept">Their indices in order, int64.</param>
internal sealed record AxisCut(int Axis, Tensor Kept);

/// <summary>What is cut from one parameter or buffer.</summary>
/// <param name="Path">State-dict path.</param>
/// <param name="Tensor">The tensor.</param>
/// <param name="Axes">The axes that become smaller.</param>
internal sealed record TensorCut(string Path, Tensor Tensor, IReadOnlyList<AxisCut> Axes)
{
    /// <summary>What is cut from every tensor of a map if the structures outside a mask go.</summary>
    public static List<TensorCut> Of(StructureMap map, Tensor mask)
    {
        var padded = cat([mask, ones(1, ScalarType.Bool, mask.device)], 0);
        return [.. map.Slices
            .GroupBy(s => s.Path)
            .Select(g => new TensorCut(g.Key, g.First().Tensor, Cuts(g, padded)))
            .Where(c => c.Axes.Count > 0)];
    }

    /// <summary>The positions that are kept of a tensor of the same shape, such as a moment of the parameter.</summary>
    public Tensor Apply(Tensor source) => Axes.Aggregate(source, (tensor, cut) => tensor.index_select(cut.Axis, cut.Kept));

    private static List<AxisCut> Cuts(IEnumerable<StructureSlice> slices, Tensor padded) =>
        [.. slices.GroupBy(s => s.Axis)
            .Select(g => (Axis: g.Key, Keep: g.Select(s => padded.to(s.Structures.device)[s.Structures]).Aggregate((a, b) => a & b)))
            .Where(a => !a.Keep.all().item<bool>())
            .Select(a => new AxisCut(a.Axis, a.Keep.nonzero().squeeze(1)))];
}
