using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo;

/// <summary>The sizes that a map and a mask foretell of a compact model's tensors.</summary>
internal sealed class ExpectedSizes
{
    private readonly Dictionary<(string Path, int Axis), long> extents = [];

    public static ExpectedSizes Of(StructureMap map, Tensor mask)
    {
        var sizes = new ExpectedSizes();
        var padded = cat([mask, ones(1, ScalarType.Bool)], 0);
        foreach (var axis in map.Slices.GroupBy(s => (s.Path, s.Axis)))
        {
            var kept = axis.Select(s => padded[s.Structures]).Aggregate((a, b) => a & b);
            sizes.extents[axis.Key] = kept.sum().item<long>();
        }

        return sizes;
    }

    /// <summary>Compares them with a model's tensors.</summary>
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
    }
}
