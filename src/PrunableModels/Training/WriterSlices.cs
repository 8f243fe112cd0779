using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// The writers of a map, each once. The positions of all lie one after another in two vectors, the structures and their factors, of
/// which every slice has its part: what is done to all positions is one call and not one a slice.
/// </summary>
internal sealed class WriterSlices : IReadOnlyList<WriterSlice>, IDisposable
{
    private readonly List<WriterSlice> slices = [];
    private torch.Tensor structures = torch.empty(0, dtype: torch.int64).DetachFromDisposeScope();
    private torch.Tensor factors = torch.empty(0).DetachFromDisposeScope();

    /// <param name="map">The structures.</param>
    /// <param name="parameters">What is trained.</param>
    /// <exception cref="ArgumentException">An index tensor of the map does not fit its axis.</exception>
    public WriterSlices(StructureMap map, TrainedParameters parameters) => Reset(map, parameters);

    public int Count => slices.Count;

    public WriterSlice this[int index] => slices[index];

    /// <summary>Takes the writers of a map with other positions.</summary>
    /// <exception cref="ArgumentException">An index tensor of the map does not fit its axis.</exception>
    public void Reset(StructureMap map, TrainedParameters parameters)
    {
        Dispose();
        var distinct = Distinct(map);
        var device = distinct.Count > 0 ? distinct[0].Tensor.device : torch.CPU;
        structures = (distinct.Count == 0 ? torch.empty(0, dtype: torch.int64) : torch.cat([.. distinct.Select(slice => slice.Structures.to(device))])).DetachFromDisposeScope();
        factors = torch.ones(structures.shape[0], dtype: torch.float32, device: device).DetachFromDisposeScope();
        var position = 0L;
        foreach (var slice in distinct)
        {
            slices.Add(new(slice, structures, factors, position, parameters.Find(slice.Tensor), parameters.First));
            position += slice.Structures.shape[0];
        }
    }

    /// <summary>Takes the factors of the structures.</summary>
    /// <param name="ofStructures">Shape <c>[Count + 1]</c>.</param>
    public void SetFactors(torch.Tensor ofStructures)
    {
        using var ofPositions = ofStructures.index_select(0, structures);
        factors.copy_(ofPositions);
    }

    /// <summary>For every slice whether any of its positions belongs to a structure that is marked.</summary>
    /// <param name="marks">Bool, shape <c>[Count + 1]</c>.</param>
    public bool[] Touched(torch.Tensor marks)
    {
        using var scope = torch.NewDisposeScope();
        return slices.Count == 0 ? [] : torch.stack([.. slices.Select(slice => marks.index_select(0, slice.Structures).any())]).cpu().data<bool>().ToArray();
    }

    /// <summary>Sums numbers of positions over the structures.</summary>
    /// <param name="sums">Shape <c>[Count + 1]</c>: what they are added to.</param>
    /// <param name="of">The slices that take part.</param>
    /// <param name="numbers">Shape <c>[positions of those]</c>.</param>
    public void AddTo(torch.Tensor sums, IReadOnlyList<WriterSlice> of, torch.Tensor numbers) =>
        sums.index_add_(0, of.Count == slices.Count ? structures : torch.cat([.. of.Select(slice => slice.Structures)]), numbers, TensorNumbers.One);

    public IEnumerator<WriterSlice> GetEnumerator() => slices.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        slices.ForEach(slice => slice.Dispose());
        slices.Clear();
        structures.Dispose();
        factors.Dispose();
    }

    /// <summary>Without those that a parameter has twice, as when it is registered under two paths.</summary>
    private static List<StructureSlice> Distinct(StructureMap map)
    {
        var distinct = new List<StructureSlice>();
        var ofTensors = new SharedTensors<List<StructureSlice>>();
        foreach (var writer in map.Slices.Where(slice => slice.Role == SliceRole.Writer))
        {
            RequireFit(writer);
            var known = ofTensors.GetOrAdd(writer.Tensor, () => []);
            if (!known.Any(other => other.Axis == writer.Axis && other.Structures.Equals(writer.Structures)))
            {
                known.Add(writer);
                distinct.Add(writer);
            }
        }

        return distinct;
    }

    private static void RequireFit(StructureSlice slice)
    {
        if (slice.Axis < 0 || slice.Axis >= slice.Tensor.dim() || slice.Structures.dim() != 1 || slice.Structures.shape[0] != slice.Tensor.shape[slice.Axis])
        {
            throw new ArgumentException($"The structures of '{slice.Path}' do not fit its axis {slice.Axis}.", nameof(slice));
        }
    }
}
