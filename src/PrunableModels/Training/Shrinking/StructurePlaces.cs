using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// Where the structures lie, in the numbering of the model as it was when its optimizer was made. A model that becomes smaller loses
/// positions; numbers and groups stay.
/// </summary>
internal sealed class StructurePlaces : IDisposable
{
    /// <param name="map">The structures; the caller's to dispose.</param>
    public StructurePlaces(StructureMap map) => Map = new(map.Groups, [.. map.Slices.Select(slice => slice with { Structures = Own(slice.Structures.clone()) })]);

    /// <summary>The structures with the positions that are left of each axis.</summary>
    public StructureMap Map { get; private set; }

    /// <summary>Leaves out the positions that were cut.</summary>
    /// <param name="cuts">What was cut.</param>
    /// <param name="replaced">The parameters that are other objects than before, cut or not.</param>
    public void Follow(IReadOnlyList<TensorCut> cuts, IReadOnlyList<ReplacedParameter> replaced)
    {
        var byPath = cuts.ToDictionary(cut => cut.Path, StringComparer.Ordinal);
        var now = replaced.ToDictionary(r => r.Path, r => r.After, StringComparer.Ordinal);
        Map = new(Map.Groups, [.. Map.Slices
            .Select(slice => now.TryGetValue(slice.Path, out var parameter) ? slice with { Tensor = parameter } : slice)
            .Select(slice => byPath.TryGetValue(slice.Path, out var cut) ? Cut(slice, cut) : slice)]);
    }

    /// <summary>
    /// Of every parameter with positions of structures that are gone, the axes on which some are: shape <c>[size of the axis]</c>, 0 where a
    /// position is gone, 1 elsewhere. What is gone takes its columns in other layers with it.
    /// </summary>
    /// <param name="kept">Shape <c>[Map.Count]</c>, bool: the structures that are not gone.</param>
    public ILookup<string, (int Axis, Tensor Left)> Left(Tensor kept)
    {
        var padded = cat([kept, ones(1, ScalarType.Bool, kept.device)], 0);
        return Map.Slices.GroupBy(slice => (slice.Path, slice.Axis))
            .Select(group => (group.Key.Path, group.Key.Axis, Left: group.Select(slice => padded.to(slice.Structures.device)[slice.Structures]).Aggregate((a, b) => a & b)))
            .Where(axis => !axis.Left.all().item<bool>())
            .ToLookup(axis => axis.Path, axis => (axis.Axis, axis.Left.to(ScalarType.Float32)), StringComparer.Ordinal);
    }

    public void Dispose() => Map.Dispose();

    private static StructureSlice Cut(StructureSlice slice, TensorCut cut)
    {
        if (cut.Axes.FirstOrDefault(axis => axis.Axis == slice.Axis) is not { } axis)
        {
            return slice;
        }

        using var whole = slice.Structures;
        return slice with { Structures = Own(whole.index_select(0, axis.Kept)) };
    }

    private static Tensor Own(Tensor tensor) => tensor.DetachFromDisposeScope();
}
