using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>What is removed from a model at once: of every group that the model has at this stage, what stays.</summary>
public sealed class PlanStage
{
    private readonly Dictionary<string, PlannedGroup> byId;

    internal PlanStage(IReadOnlyList<PlannedGroup> groups, IReadOnlyList<string>? erased = null)
    {
        Groups = groups;
        Erased = erased ?? [];
        byId = groups.ToDictionary(group => group.Id, StringComparer.Ordinal);
    }

    /// <summary>The segments that are erased first; the groups are those that the model has without their ties.</summary>
    public IReadOnlyList<string> Erased { get; }

    /// <summary>The groups, in the order of the model's numbering.</summary>
    public IReadOnlyList<PlannedGroup> Groups { get; }

    /// <summary>For every structure, in the order of the numbering, whether it stays.</summary>
    internal IEnumerable<bool> Keeps => Groups.SelectMany(group =>
    {
        var keeps = new bool[group.Width];
        group.Kept.ToList().ForEach(structure => keeps[structure] = true);
        return keeps;
    });

    /// <summary>The mask that the stage is for a model.</summary>
    /// <param name="map">The structures of the model, after the stages before this one.</param>
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

    /// <summary>The stage of a mask.</summary>
    /// <exception cref="ArgumentException">The mask leaves nothing of a group.</exception>
    internal static PlanStage Of(StructureMap map, Tensor mask, IReadOnlyList<string>? erased = null)
    {
        using var scope = NewDisposeScope();
        var kept = mask.cpu().data<bool>().ToArray();
        var groups = map.Groups.Select(group => new PlannedGroup(group.Id, group.Width, [.. Enumerable.Range(0, group.Width).Where(i => kept[group.Start + i])])).ToList();
        return groups.Find(group => group.Kept.Count == 0) is { } empty
            ? throw new ArgumentException($"The mask leaves nothing of group '{empty.Id}'.", nameof(mask))
            : new(groups, erased);
    }

    /// <summary>The stage with so many more structures that every group is left with a multiple of a number of them, or whole.</summary>
    internal PlanStage Aligned(int multiple) => new([.. Groups.Select(group => Aligned(group, multiple))], Erased);

    /// <summary>
    /// This stage and then another one of groups with the same names and the widths that this one leaves, as one: to the letter, which is not
    /// to say that the groups are the same. Null where they are others.
    /// </summary>
    internal PlanStage? Then(PlanStage later) => later.Erased.Count == 0 && later.Groups.All(group => byId.TryGetValue(group.Id, out var before) && before.Kept.Count == group.Width)
        ? new([.. Groups.Select(group => later.byId.TryGetValue(group.Id, out var left) ? group with { Kept = [.. left.Kept.Select(i => group.Kept[i])] } : group)], Erased)
        : null;

    private static PlannedGroup Aligned(PlannedGroup group, int multiple)
    {
        var width = Math.Min(group.Width, (group.Kept.Count + (multiple - 1L)) / multiple * multiple);
        var back = Enumerable.Range(0, group.Width).Except(group.Kept).Take((int)width - group.Kept.Count);
        return group with { Kept = [.. group.Kept.Concat(back).Order()] };
    }
}
