using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Distributed;

/// <summary>Tensors put one behind the other into a bucket, all of one kind and on one device.</summary>
/// <param name="Kind">The kind of their sums.</param>
/// <param name="Device">Where they are.</param>
/// <param name="Parts">The tensors, in their order.</param>
internal sealed record BucketPlan(NumberKind Kind, string Device, IReadOnlyList<BucketPart> Parts)
{
    /// <summary>The elements of all tensors.</summary>
    public long Length => Parts[^1].Start + Parts[^1].Length;

    /// <summary>Fills buckets in the order of the tensors, each up to a size; what is larger has one of its own.</summary>
    /// <param name="tensors">What the tensors are.</param>
    /// <param name="bytes">The size.</param>
    /// <exception cref="NotSupportedException">A tensor has more elements than one message of MPI can have.</exception>
    public static IReadOnlyList<BucketPlan> Of(IReadOnlyList<(long Length, NumberKind Kind, string Device)> tensors, long bytes)
    {
        var open = new Dictionary<(NumberKind, string), List<BucketPart>>();
        var plans = new List<BucketPlan>();
        for (var i = 0; i < tensors.Count; i++)
        {
            var (length, kind, device) = tensors[i];
            if (length >= int.MaxValue)
            {
                throw new NotSupportedException($"A parameter has {length:N0} elements; fewer than {int.MaxValue:N0} can be averaged over processes.");
            }

            var limit = Math.Min(bytes / kind.Bytes(), int.MaxValue / 2);
            var parts = open.GetValueOrDefault((kind, device));
            if (parts is null || parts[^1].Start + parts[^1].Length + length > limit)
            {
                parts = open[(kind, device)] = [];
                plans.Add(new(kind, device, parts));
            }

            parts.Add(new(i, parts.Count == 0 ? 0 : parts[^1].Start + parts[^1].Length, length));
        }

        return plans;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {string.Join(' ', Parts.Select(part => $"{part.Tensor}:{part.Length}"))}";
}
