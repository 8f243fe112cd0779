using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>A group that is kept, and why.</summary>
internal sealed record KeptGroup(PruningGroup Group, string Reason);

/// <summary>A place of a group with the layout of its structures there.</summary>
internal sealed record LinkedPlace(LiveTensor Tensor, int Axis, OccurrenceRole Role, AxisLayout Layout);

/// <summary>A prunable group with its places.</summary>
internal sealed record LinkedSpace(PruningGroup Group, LinkedGroup Linked, IReadOnlyList<LinkedPlace> Places);

/// <summary>A program that was executed on a live model: its groups, and where their structures are stored.</summary>
internal sealed class LinkedModel
{
    private readonly Dictionary<string, LiveTensor> tensors;
    private SegmentGraph? segments;

    private LinkedModel(LiveModel live, GroupSet groups)
    {
        Live = live;
        Groups = groups;
        tensors = live.Tensors.ToDictionary(t => t.Path, StringComparer.Ordinal);
        Kept = [.. groups.Kept.Select(g => new KeptGroup(g, g.Kept!.ToString()))];
        var start = 0;
        foreach (var group in groups.Prunable)
        {
            if (Place(group, out var width) is not { } places)
            {
                continue;
            }

            Spaces.Add(new(group, new(group.Id, start, width), places));
            start += width;
        }

        Map = new([.. Spaces.Select(s => s.Linked)], () => [.. Spaces.SelectMany(s => s.Places.Select(p => Slice(s.Linked, p, start)))]);
    }

    public LiveModel Live { get; }

    public GroupSet Groups { get; }

    public List<LinkedSpace> Spaces { get; } = [];

    public List<KeptGroup> Kept { get; }

    /// <summary>The reasons for which groups are kept, by their ids.</summary>
    public IReadOnlyDictionary<string, string> WhyKept => Kept.ToDictionary(k => k.Group.Id, k => k.Reason, StringComparer.Ordinal);

    public StructureMap Map { get; }

    public SegmentGraph Segments => segments ??= SegmentGraph.Of(Groups.Graph);

    /// <summary>Whether every tensor is still the model's: moving a model to another device or type replaces them.</summary>
    public bool IsCurrent => Live.Tensors.All(t => !t.Tensor.IsInvalid);

    /// <summary>Executes a program on a live model.</summary>
    /// <exception cref="InvalidOperationException">The program cannot be executed, or does not fit the model.</exception>
    public static LinkedModel Of(ModelProgram program, nn.Module model, Func<object?, string, object?> readField, IReadOnlyCollection<string> erased)
    {
        var live = new LiveModel(model, readField);
        using var scope = NewDisposeScope();
        var groups = ModelAnalysis.Link(program, live.Root, erased: erased);
        return groups.Mismatches is [var mismatch, ..]
            ? throw new InvalidOperationException($"The program of {TypeIds.Short(program.Root)} does not fit the model: {mismatch}.")
            : new(live, groups);
    }

    private static StructureSlice Slice(LinkedGroup group, LinkedPlace place, int count)
    {
        using var scope = NewDisposeScope();
        return new(
            place.Tensor.Path,
            place.Tensor.Tensor,
            place.Axis,
            place.Role switch { OccurrenceRole.Writer => SliceRole.Writer, OccurrenceRole.Reader => SliceRole.Reader, _ => SliceRole.Companion },
            place.Layout.ToTensor(group.Start, group.Width, count, place.Tensor.Tensor.device).DetachFromDisposeScope());
    }

    private List<LinkedPlace>? Place(PruningGroup group, out int width)
    {
        var places = new List<LinkedPlace>();
        width = group.Extent.IsConstant(out var extent) ? checked((int)extent) : 0;
        var problem = width == 0 ? $"how many structures it has ({group.Extent}) is not known" : width == 1 ? "it has a single structure" : null;
        foreach (var place in group.Occurrences)
        {
            var tensor = tensors[place.Path];
            var layouts = AxisLayout.Find(place.Type, group.Space, tensor.Tensor.size(place.Axis));
            problem ??= layouts is null ? $"how its structures lie in {place.Path}:{place.Axis} ({place.Type}) is not known" : null;
            places.AddRange((layouts ?? []).Select(l => new LinkedPlace(tensor, place.Axis, place.Role, l)));
        }

        if (problem is not null)
        {
            Kept.Add(new(group, problem));
        }

        return problem is null ? places : null;
    }
}
