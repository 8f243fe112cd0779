using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>Segments as the structures of sparse training: each is one, whose writers are all of its parameters, whole.</summary>
internal static class SegmentMap
{
    /// <summary>The map; the caller's to dispose.</summary>
    public static StructureMap Of(IReadOnlyList<Segment> segments, LiveModel live, GatedModules gates)
    {
        var tensors = live.Tensors.ToDictionary(t => t.Path, t => t.Tensor);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return new(
            [.. segments.Select((segment, i) => new LinkedGroup(segment.Id, i, 1))],
            [.. segments.SelectMany((segment, i) => Parameters(segment, live, gates, tensors).Where(p => taken.Add(p.Path)).Select(p => Slice(p.Path, p.Tensor, i)))]);
    }

    /// <summary>What has a score: the segments that can be erased and, behind them, those that may go with them. A parameter that several read counts with the first.</summary>
    public static IReadOnlyList<Segment> Scored(SegmentGraph graph, IReadOnlyList<Segment> erasable)
    {
        HashSet<string> taken = [.. erasable.SelectMany(s => s.Parameters).Select(p => p.Path)];
        return [.. erasable, .. graph.Segments.Where(s => s.Kept is not null && s.Parameters.Count > 0 && !s.Parameters.Any(p => taken.Contains(p.Path)) && s.Parameters.All(p => taken.Add(p.Path)))];
    }

    /// <summary>A map of segments and, behind them, the structures of the model; the caller's to dispose.</summary>
    public static StructureMap With(StructureMap segments, StructureMap structures)
    {
        var (border, count) = (segments.Count, segments.Count + structures.Count);
        return new(
            [.. segments.Groups, .. structures.Groups.Select(g => g with { Start = g.Start + border })],
            [
                .. segments.Slices.Select(s => s with { Structures = s.Structures.alias().DetachFromDisposeScope() }),
                .. structures.Slices.Select(s => s with { Structures = s.Structures.Plus(border).to(torch.ScalarType.Int64).DetachFromDisposeScope() }),
            ]);
    }

    /// <summary>What is zero of a segment that is erased: its parameters, or the gate of its module, which is put there.</summary>
    public static IReadOnlyList<(string Path, torch.Tensor Tensor)> Parameters(Segment segment, LiveModel live, GatedModules gates, IReadOnlyDictionary<string, torch.Tensor> tensors) =>
        segment.Parameters.Count > 0 ? [.. segment.Parameters.Select(p => (p.Path, tensors[p.Path]))] : [($"{segment.Id}.gate", gates.Of(live, segment).Factor)];

    private static StructureSlice Slice(string path, torch.Tensor tensor, int number) =>
        new(path, tensor, 0, SliceRole.Writer, torch.tensor(Enumerable.Repeat((long)number, (int)tensor.shape[0]).ToArray(), device: tensor.device).DetachFromDisposeScope());
}
