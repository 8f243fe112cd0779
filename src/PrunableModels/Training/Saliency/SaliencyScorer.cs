using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>The score of every structure at one step: the weighted sum of the normalised criteria.</summary>
internal sealed class SaliencyScorer : IDisposable
{
    private readonly IReadOnlyList<LinkedGroup> groups;
    private readonly WriterSlices slices;
    private readonly IReadOnlyList<WeightedCriterion> criteria;
    private readonly PruningPolicy policy;
    private readonly torch.Tensor sizes;
    private readonly torch.Tensor weights;

    /// <exception cref="ArgumentException">A structure has no parameter that could be driven to zero.</exception>
    public SaliencyScorer(StructureMap map, WriterSlices slices, IReadOnlyList<WeightedCriterion> criteria, PruningPolicy policy, torch.Device device)
    {
        groups = map.Groups;
        this.slices = slices;
        this.criteria = criteria;
        this.policy = policy;
        sizes = torch.zeros(map.Count, dtype: torch.float32, device: device).DetachFromDisposeScope();
        weights = torch.tensor(criteria.Select(weighted => (float)weighted.Weight).ToArray(), device: device).view(-1, 1).DetachFromDisposeScope();
        MeasureSizes();
        RequireParameters(map);
    }

    /// <summary>What is not gone, shape <c>[Count]</c>, bool; null where what is gone counts on.</summary>
    public torch.Tensor? Kept { get; init; }

    /// <summary>For every structure whether the model has lost it.</summary>
    public bool[]? Removed { get; set; }

    /// <summary>Counts the values of every structure, some of which may be gone by now.</summary>
    /// <param name="least">What a structure has at least: what is gone has none, and is divided by its size all the same.</param>
    public void MeasureSizes(int least = 0)
    {
        using var scope = torch.NewDisposeScope();
        var sums = torch.zeros(sizes.shape[0] + 1, dtype: sizes.dtype, device: sizes.device);
        if (slices.Count > 0)
        {
            slices.AddTo(sums, slices, torch.cat([.. slices.Select(slice => slice.Sizes(sums.dtype))]));
        }

        sizes.copy_(sums.narrow(0, 0, sizes.shape[0]).AtLeast(least));
    }

    /// <summary>What the criteria are told.</summary>
    /// <param name="direction">The v of a slice's parameter, null where it has none.</param>
    public StructureStatistics Statistics(Func<WriterSlice, torch.Tensor?> direction) => new(groups, slices, sizes, direction) { Kept = Kept, Removed = Removed };

    /// <param name="live">Shape <c>[Count]</c>, 1 where a structure takes part in the norms and 0 elsewhere.</param>
    /// <param name="statistics">The structures at this step.</param>
    /// <returns>Shape <c>[Count]</c>.</returns>
    public torch.Tensor Score(torch.Tensor live, StructureStatistics statistics)
    {
        var raw = torch.stack([.. criteria.Select(weighted => weighted.Criterion.Score(statistics).to(sizes.dtype))]);
        return (raw / policy.Norm(raw * live) * weights).sum([0L]);
    }

    public void Dispose()
    {
        sizes.Dispose();
        weights.Dispose();
    }

    private void RequireParameters(StructureMap map)
    {
        using var empty = sizes.Is(0);
        if (!empty.any().item<bool>())
        {
            return;
        }

        var first = empty.to(torch.int64).argmax().item<long>();
        foreach (var group in map.Groups)
        {
            if (first >= group.Start && first < group.End)
            {
                throw new ArgumentException($"Structure {first - group.Start} of group '{group.Id}' has no writer slice, so nothing can drive it to zero.", nameof(map));
            }
        }
    }
}
