using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <summary>The sizes that a map and a mask foretell of a compact model.</summary>
internal sealed class ExpectedSizes
{
    private readonly Dictionary<(string Path, int Axis), long> extents = [];
    private readonly Dictionary<string, long> widths = [];

    public static ExpectedSizes Of(StructureMap map, Tensor mask)
    {
        var sizes = new ExpectedSizes();
        var padded = cat([mask, ones(1, ScalarType.Bool)], 0);
        foreach (var axis in map.Slices.GroupBy(s => (s.Path, s.Axis)))
        {
            var kept = axis.Select(s => padded[s.Structures]).Aggregate((a, b) => a & b);
            sizes.extents[axis.Key] = kept.sum().item<long>();
        }

        foreach (var group in map.Groups)
        {
            sizes.widths[group.Id] = mask[group.Start..group.End].sum().item<long>();
        }

        return sizes;
    }

    /// <summary>Compares them with a model's tensors, and with what linking it again finds.</summary>
    /// <exception cref="ExactnessException">Some size is another one.</exception>
    public void Check(RandomModule model)
    {
        var tensors = model.state_dict();
        foreach (var ((path, axis), extent) in extents)
        {
            if (tensors[path].shape[axis] != extent)
            {
                throw new ExactnessException($"{path} has {tensors[path].shape[axis]} indices left on axis {axis}, expected {extent}.");
            }
        }

        // A single structure is none that could go.
        var found = model.Pruning.Groups.ToDictionary(g => g.Id, g => (long)g.Width);
        foreach (var (id, width) in widths.Where(w => w.Value > 1 && found.GetValueOrDefault(w.Key) != w.Value))
        {
            throw new ExactnessException($"{id} has {found.GetValueOrDefault(id)} structures when linked again, expected {width}.");
        }
    }
}
