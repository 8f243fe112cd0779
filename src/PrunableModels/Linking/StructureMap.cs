using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// The prunable structures of a live model, numbered from 0 over all groups, and every place where each of them is stored.
/// Masks, scores and shrink factors are vectors over this numbering; products, sums and offsets of axes are in the slices' index
/// tensors, so nothing that uses the map needs to know them.
/// </summary>
public sealed class StructureMap : IDisposable
{
    private readonly Lazy<IReadOnlyList<StructureSlice>> slices;

    /// <summary>Makes a map; <paramref name="groups"/> must tile the numbering in order.</summary>
    /// <exception cref="ArgumentException">The groups leave a gap or overlap, or two have one id.</exception>
    public StructureMap(IReadOnlyList<LinkedGroup> groups, IReadOnlyList<StructureSlice> slices)
        : this(groups, () => slices)
    {
    }

    /// <summary>Makes a map whose index tensors are made once something asks for them.</summary>
    internal StructureMap(IReadOnlyList<LinkedGroup> groups, Func<IReadOnlyList<StructureSlice>> slices)
    {
        var next = 0;
        foreach (var group in groups)
        {
            if (group.Start != next || group.Width < 1)
            {
                throw new ArgumentException($"Group '{group.Id}' covers structures {group.Start} to {group.End}, expected a start at {next}.", nameof(groups));
            }

            next = group.End;
        }

        if (groups.Select(g => g.Id).Distinct(StringComparer.Ordinal).Count() != groups.Count)
        {
            throw new ArgumentException("Two groups have the same id.", nameof(groups));
        }

        Groups = groups;
        this.slices = new(slices);
        Count = next;
    }

    /// <summary>The groups, in the order of the numbering.</summary>
    public IReadOnlyList<LinkedGroup> Groups { get; }

    /// <summary>Every axis that holds structures.</summary>
    public IReadOnlyList<StructureSlice> Slices => slices.Value;

    /// <summary>The number of structures over all groups.</summary>
    public int Count { get; }

    /// <summary>The model whose structures these are; null for a map that was written down by hand.</summary>
    internal Pruning? Model { get; set; }

    /// <summary>Requires a mask over the structures.</summary>
    /// <exception cref="ArgumentException">It has another shape or type.</exception>
    internal void RequireMask(torch.Tensor mask)
    {
        if (mask.dtype != torch.ScalarType.Bool || !mask.shape.SequenceEqual([Count]))
        {
            throw new ArgumentException($"The mask is of type {mask.dtype} and shape [{string.Join(", ", mask.shape)}]; it has to be of type Bool and shape [{Count}], a value for each structure.", nameof(mask));
        }
    }

    /// <summary>Frees the index tensors. The model's own tensors are untouched.</summary>
    public void Dispose()
    {
        foreach (var slice in slices.IsValueCreated ? Slices : [])
        {
            slice.Structures.Dispose();
        }
    }
}
