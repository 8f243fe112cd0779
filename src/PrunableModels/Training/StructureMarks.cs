using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// The status of structures brought to the parameters: one factor a structure, 1 where it trains, less on the road to zero, 0 where it is
/// pruned. The vectors have a last slot for positions that belong to no structure.
/// </summary>
internal sealed class StructureMarks : IDisposable
{
    private readonly WriterSlices slices;
    private readonly torch.Tensor factors;
    private readonly torch.Tensor redundant;
    private IReadOnlyList<WriterSlice> scaled = [];

    public StructureMarks(int count, WriterSlices slices, torch.Device device)
    {
        this.slices = slices;
        factors = torch.ones(count + 1, dtype: torch.float32, device: device).DetachFromDisposeScope();
        redundant = torch.zeros(count + 1, dtype: torch.@bool, device: device).DetachFromDisposeScope();
        Kept = torch.ones(count, dtype: torch.@bool, device: device).DetachFromDisposeScope();
        Live = torch.ones(count, dtype: torch.float32, device: device).DetachFromDisposeScope();
    }

    /// <summary>Shape <c>[Count]</c>, bool: what is not pruned.</summary>
    public torch.Tensor Kept { get; }

    /// <summary>Shape <c>[Count]</c>, 1 where a structure trains and 0 elsewhere.</summary>
    public torch.Tensor Live { get; }

    /// <summary>Shape <c>[Count]</c>, bool: what is on the road to zero. A view, the caller's to dispose.</summary>
    public torch.Tensor Redundant => redundant.narrow(0, 0, Live.shape[0]);

    /// <summary>Takes over the statuses, once or twice a period.</summary>
    public void Mark(StructureStatus[] statuses)
    {
        using var scope = torch.NewDisposeScope();
        Kept.copy_(torch.tensor(statuses.Select(s => s != StructureStatus.Pruned).ToArray()));
        Live.copy_(torch.tensor(statuses.Select(s => s == StructureStatus.Important ? 1f : 0f).ToArray()));
        redundant.copy_(torch.tensor(statuses.Select(s => s == StructureStatus.Redundant).Append(false).ToArray()));
        factors.copy_(torch.tensor(statuses.Select(s => s == StructureStatus.Pruned ? 0f : 1f).Append(1f).ToArray()));
        var marked = redundant | factors.Is(0);
        var touched = slices.Touched(marked);
        scaled = [.. slices.Where((_, i) => touched[i])];
        slices.SetFactors(factors);
    }

    /// <summary>Sets the factor of what is on the road to zero.</summary>
    public void Shrink(double factor)
    {
        factors.Fill(redundant, factor);
        slices.SetFactors(factors);
    }

    /// <summary>Multiplies the parameters by the factors: the last pass of a step.</summary>
    public void Hold()
    {
        foreach (var slice in scaled)
        {
            slice.Scale();
        }
    }

    /// <summary>Zeroes the moments of what is pruned. Later gradients may move them again, but no parameter with them.</summary>
    public void DropMoments()
    {
        foreach (var slice in scaled)
        {
            slice.ScaleMoments();
        }
    }

    public void Dispose()
    {
        factors.Dispose();
        redundant.Dispose();
        Kept.Dispose();
        Live.Dispose();
    }
}
