using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>Segments as the structures of sparse training: each is one, whose writers are all of its parameters, whole.</summary>
internal static class SegmentMap
{
    /// <summary>The map; the caller's to dispose.</summary>
    public static StructureMap Of(IReadOnlyList<Segment> segments, LiveModel live)
    {
        var tensors = live.Tensors.ToDictionary(t => t.Path);
        return new(
            [.. segments.Select((segment, i) => new LinkedGroup(segment.Id, i, 1))],
            [.. segments.SelectMany((segment, i) => segment.Parameters.Select(p => Slice(p.Path, tensors[p.Path].Tensor, i)))]);
    }

    private static StructureSlice Slice(string path, torch.Tensor tensor, int number) =>
        new(path, tensor, 0, SliceRole.Writer, torch.tensor(Enumerable.Repeat((long)number, (int)tensor.shape[0]).ToArray(), device: tensor.device).DetachFromDisposeScope());
}
