using System.Collections.Generic;
using System.Linq;

namespace PrunableModels;

/// <summary>
/// The structure to which every position of every axis belongs, in the numbering of a stage; the positions become fewer with the model. In
/// managed memory, for it is kept as long as the model is.
/// </summary>
internal sealed class StagePlaces
{
    private readonly Dictionary<(string Path, int Axis), List<long[]>> places;

    public StagePlaces(StructureMap map) => places = map.Slices
        .GroupBy(slice => (slice.Path, slice.Axis))
        .ToDictionary(axis => axis.Key, axis => axis.Select(slice => Numbers(slice.Structures)).ToList());

    /// <summary>Whether the structures that a mask leaves out are what was cut.</summary>
    /// <param name="keeps">Whether a structure stays; one for every number, and one more for what belongs to none.</param>
    /// <param name="cuts">What was cut.</param>
    public bool Explain(bool[] keeps, IReadOnlyList<TensorCut> cuts)
    {
        var cut = Kept(cuts);
        return places.All(place => Left(place.Value, keeps) is var left && (cut.Remove(place.Key, out var kept) ? left.SequenceEqual(kept) : left.Count == place.Value[0].Length))
            && cut.Count == 0;
    }

    /// <summary>Leaves out the positions that were cut.</summary>
    public void Follow(IReadOnlyList<TensorCut> cuts)
    {
        foreach (var (axis, kept) in Kept(cuts).Where(cut => places.ContainsKey(cut.Key)))
        {
            places[axis] = places[axis].ConvertAll(structures => kept.Select(position => structures[position]).ToArray());
        }
    }

    private static List<long> Left(List<long[]> structures, bool[] keeps) =>
        [.. Enumerable.Range(0, structures[0].Length).Where(i => structures.TrueForAll(s => keeps[s[i]])).Select(i => (long)i)];

    private static Dictionary<(string Path, int Axis), long[]> Kept(IReadOnlyList<TensorCut> cuts) =>
        cuts.SelectMany(cut => cut.Axes.Select(axis => (cut.Path, axis.Axis, axis.Kept))).ToDictionary(cut => (cut.Path, cut.Axis), cut => Numbers(cut.Kept));

    private static long[] Numbers(TorchSharp.torch.Tensor tensor)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return tensor.cpu().data<long>().ToArray();
    }
}
