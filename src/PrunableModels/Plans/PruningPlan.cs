using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// Which structures of a model stay. What was found on one instance holds for every other of its class and sizes: with the weights of
/// another checkpoint, in another process. Groups are named by their stable ids.
/// </summary>
public sealed class PruningPlan
{
    private readonly Dictionary<string, PlannedGroup> byId;

    internal PruningPlan(IReadOnlyList<PlannedGroup> groups)
    {
        Groups = groups;
        byId = groups.ToDictionary(group => group.Id, StringComparer.Ordinal);
    }

    /// <summary>The groups, in the order of the model's numbering.</summary>
    public IReadOnlyList<PlannedGroup> Groups { get; }

    /// <summary>The plan of a mask.</summary>
    /// <param name="map">The structures of the model.</param>
    /// <param name="mask">Shape <c>[map.Count]</c>, bool: true for structures that stay.</param>
    /// <exception cref="ArgumentException">The mask has another shape or type, or leaves nothing of a group.</exception>
    public static PruningPlan Of(StructureMap map, Tensor mask)
    {
        map.RequireMask(mask);
        using var scope = NewDisposeScope();
        var kept = mask.cpu().data<bool>().ToArray();
        var groups = map.Groups.Select(group => new PlannedGroup(group.Id, group.Width, [.. Enumerable.Range(0, group.Width).Where(i => kept[group.Start + i])])).ToList();
        return groups.Find(group => group.Kept.Count == 0) is { } empty
            ? throw new ArgumentException($"The mask leaves nothing of group '{empty.Id}'.", nameof(mask))
            : new(groups);
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">What <see cref="Save"/> wrote.</param>
    /// <exception cref="PruningPlanException">The file is not a plan, or of a later version.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static PruningPlan Load(string path) => new(PlanReader.Read(path));

    /// <summary>Writes the plan, as JSON.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    public void Save(string path) => AtomicFile.Write(path, stream => PlanWriter.Write(stream, Groups));

    /// <summary>The mask that the plan is for a model.</summary>
    /// <param name="map">The structures of the model.</param>
    /// <returns>Shape <c>[map.Count]</c>, bool: true for structures that stay.</returns>
    /// <exception cref="ArgumentException">The model has other groups, or a group of another width.</exception>
    public Tensor ToMask(StructureMap map)
    {
        if (Groups.FirstOrDefault(group => map.Groups.All(other => other.Id != group.Id)) is { } unknown)
        {
            throw new ArgumentException($"The plan has a group '{unknown.Id}', which the model has not: it was made for another model.", nameof(map));
        }

        var mask = new bool[map.Count];
        foreach (var group in map.Groups)
        {
            var planned = byId.GetValueOrDefault(group.Id) ?? throw new ArgumentException($"The model has a group '{group.Id}', which the plan does not know: it was made for another model.", nameof(map));
            if (planned.Width != group.Width)
            {
                throw new ArgumentException($"Group '{group.Id}' has {group.Width} structures in the model and {planned.Width} in the plan{(planned.Kept.Count == group.Width ? ", which leaves as many: the model is compact already" : "")}.", nameof(map));
            }

            foreach (var structure in planned.Kept)
            {
                mask[group.Start + structure] = true;
            }
        }

        return tensor(mask);
    }

    /// <summary>
    /// This plan and then another, which was made for what this one leaves, as one. Null where the smaller model has groups that cannot be
    /// told in terms of the first one's, as with grouped convolutions, whose groups come apart when little is left of them.
    /// </summary>
    internal PruningPlan? Then(PruningPlan later) => later.Groups.All(group => byId.TryGetValue(group.Id, out var before) && before.Kept.Count == group.Width)
        ? new([.. Groups.Select(group => later.byId.TryGetValue(group.Id, out var left) ? group with { Kept = [.. left.Kept.Select(i => group.Kept[i])] } : group)])
        : null;
}
