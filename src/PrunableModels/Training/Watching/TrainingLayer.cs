using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>An axis of a layer's weight that structures are removed from: the width of the layer.</summary>
/// <param name="Name">The state-dict path of the layer, of the weight where that is not called <c>weight</c>; with the axis if it is not the only one.</param>
/// <param name="Structures">
/// For each position of the axis its structure in the map's flat numbering, or the number of all structures where it belongs to none.
/// </param>
public sealed record TrainingLayer(string Name, IReadOnlyList<int> Structures)
{
    private const string Weight = ".weight";

    /// <summary>The layers of a map. Vectors are left out: the width of a bias or a normalisation is that of the layer before.</summary>
    internal static IReadOnlyList<TrainingLayer> Of(StructureMap map)
    {
        var writers = map.Slices.Where(s => s.Role == SliceRole.Writer && s.Tensor.dim() > 1).ToLookup(s => NameOf(s.Path), StringComparer.Ordinal);
        return [.. from layer in writers from slice in layer select new TrainingLayer(layer.Count() == 1 ? layer.Key : $"{layer.Key}:{slice.Axis}", Read(slice))];
    }

    private static string NameOf(string path) => path.EndsWith(Weight, StringComparison.Ordinal) ? path[..^Weight.Length] : path;

    private static int[] Read(StructureSlice slice)
    {
        using var scope = torch.NewDisposeScope();
        return [.. slice.Structures.cpu().data<long>().ToArray().Select(s => (int)s)];
    }
}
