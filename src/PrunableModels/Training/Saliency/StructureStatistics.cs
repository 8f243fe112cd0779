using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// Sums over the parameters of every structure at one step. Each sum is computed when first asked for and shared by the criteria;
/// everything lives in the dispose scope of the step.
/// </summary>
public sealed class StructureStatistics
{
    private readonly WriterSlices slices;
    private readonly Func<WriterSlice, torch.Tensor?> direction;
    private readonly Lazy<torch.Tensor?> scored;
    private torch.Tensor? squaredNorm;
    private torch.Tensor? directedSquaredNorm;
    private torch.Tensor? directionSquaredNorm;
    private torch.Tensor? innerProduct;

    internal StructureStatistics(IReadOnlyList<LinkedGroup> groups, WriterSlices slices, torch.Tensor sizes, Func<WriterSlice, torch.Tensor?> direction)
    {
        Groups = groups;
        scored = new(FindScored);
        this.slices = slices;
        this.direction = direction;
        Sizes = sizes;
    }

    /// <summary>The groups, in the order of the numbering.</summary>
    public IReadOnlyList<LinkedGroup> Groups { get; }

    /// <summary>The number of structures.</summary>
    public long Count => Sizes.shape[0];

    /// <summary>Shape <c>[Count]</c>: how many values each structure has. Values in columns of structures that are gone do not count, here and in all sums.</summary>
    public torch.Tensor Sizes { get; }

    /// <summary>Shape <c>[Count]</c>, bool: what is not gone; null where what is gone counts on.</summary>
    internal torch.Tensor? Kept { get; init; }

    /// <summary>For every structure whether the model has lost it already; null while it has all.</summary>
    internal bool[]? Removed { get; init; }

    /// <summary>Shape <c>[Count]</c>: ‖x‖².</summary>
    public torch.Tensor SquaredNorm => squaredNorm ??= SumSquares(static _ => true, static (_, x) => x);

    /// <summary>Shape <c>[Count]</c>: ‖x‖² over the parameters that have a direction, e.g. without frozen ones.</summary>
    public torch.Tensor DirectedSquaredNorm =>
        directedSquaredNorm ??= slices.All(slice => direction(slice) is not null) ? SquaredNorm : SumSquares(slice => direction(slice) is not null, static (_, x) => x);

    /// <summary>Shape <c>[Count]</c>: ‖v‖².</summary>
    public torch.Tensor DirectionSquaredNorm => directionSquaredNorm ??= SumSquares(slice => direction(slice) is not null, (slice, _) => direction(slice)!);

    /// <summary>Shape <c>[Count]</c>: ⟨x, v⟩.</summary>
    public torch.Tensor InnerProduct => innerProduct ??= SumInnerProducts();

    /// <summary>Shape <c>[Count]</c>: cos(x, v) over the parameters that have a direction, 0 where x or v is.</summary>
    public torch.Tensor Cosine
    {
        get
        {
            // Where a norm is 0 the inner product is 0 too: any positive divisor gives the cosine 0.
            var norms = (DirectedSquaredNorm.sqrt() * DirectionSquaredNorm.sqrt()).AtLeast(float.Epsilon);
            return InnerProduct / norms;
        }
    }

    /// <summary>Sums over each structure what is computed for its values one by one.</summary>
    /// <param name="elementwise">
    /// Told a parameter and its direction, gives a new tensor of the parameter's shape. The direction is null only if
    /// <paramref name="withoutDirection"/> is set and the parameter has none.
    /// </param>
    /// <param name="withoutDirection">Whether parameters without a gradient take part.</param>
    /// <param name="where">Told a parameter's state-dict path and the parameter, answers whether it takes part; by default all do.</param>
    /// <returns>Shape <c>[Count]</c>.</returns>
    public torch.Tensor Sum(
        Func<torch.Tensor, torch.Tensor?, torch.Tensor> elementwise,
        bool withoutDirection = false,
        Func<string, torch.Tensor, bool>? where = null) =>
        SumSlices((_, x, v) => elementwise(x, v), withoutDirection, where);

    /// <summary>As <see cref="Sum"/>, told the slice too.</summary>
    internal torch.Tensor SumSlices(
        Func<WriterSlice, torch.Tensor, torch.Tensor?, torch.Tensor> elementwise,
        bool withoutDirection = false,
        Func<string, torch.Tensor, bool>? where = null)
    {
        var parts = slices.Where(slice => (withoutDirection || direction(slice) is not null) && where?.Invoke(slice.Path, slice.Tensor) != false).ToList();
        return SumPositions(parts, slice => slice.Sums(elementwise(slice, slice.Tensor.to(Sizes.dtype), direction(slice)?.to(Sizes.dtype))));
    }

    /// <summary>
    /// Shape <c>[Count]</c>, bool: what can be scored in this step; null if all can. A structure whose parameters are trained and have no
    /// direction took no part in the batch.
    /// </summary>
    internal torch.Tensor? Scored => scored.Value;

    /// <summary>The numbers of a group's structures that the model still has, int64; null if it has all.</summary>
    internal torch.Tensor? RemainingOf(LinkedGroup group)
    {
        if (Removed is not { } removed || Array.IndexOf(removed, true, group.Start, group.Width) < 0)
        {
            return null;
        }

        long[] remaining = [.. Enumerable.Range(group.Start, group.Width).Where(structure => !removed[structure]).Select(structure => (long)structure)];
        return torch.tensor(remaining, device: Sizes.device);
    }

    private torch.Tensor? FindScored()
    {
        var idle = slices.Where(slice => direction(slice) is null && slice.Tensor.requires_grad).ToList();
        return idle.Count == 0 ? null : Has([.. slices.Where(slice => direction(slice) is not null)]) | Has(idle).logical_not();

        torch.Tensor Has(List<WriterSlice> parts) =>
            SumPositions(parts, slice => torch.ones_like(slice.Structures, dtype: Sizes.dtype)).IsAbove(0);
    }

    private torch.Tensor SumSquares(Func<WriterSlice, bool> takesPart, Func<WriterSlice, torch.Tensor, torch.Tensor> values) =>
        SumPositions([.. slices.Where(takesPart)], slice => slice.Norms(values(slice, slice.Tensor).to(Sizes.dtype)), static norms => norms.Squared());

    private torch.Tensor SumInnerProducts() => SumPositions(
        [.. slices.Where(slice => direction(slice) is not null)],
        slice => slice.InnerProducts(slice.Tensor.to(Sizes.dtype), direction(slice)!.to(Sizes.dtype)));

    /// <summary>Sums over the structures what is computed for the positions, shape <c>[positions]</c>, of every slice.</summary>
    /// <param name="parts">The slices that take part.</param>
    /// <param name="ofPositions">Gives a new tensor.</param>
    /// <param name="then">What is done to the numbers of all positions at once before they are summed.</param>
    private torch.Tensor SumPositions(List<WriterSlice> parts, Func<WriterSlice, torch.Tensor> ofPositions, Func<torch.Tensor, torch.Tensor>? then = null)
    {
        var sums = torch.zeros(Count + 1, dtype: Sizes.dtype, device: Sizes.device);
        if (parts.Count > 0)
        {
            var numbers = torch.cat([.. parts.Select(Compute)]);
            slices.AddTo(sums, parts, then?.Invoke(numbers) ?? numbers);
        }

        // What is gone is at zero, but what it is compared with is not.
        var known = sums.narrow(0, 0, Count);
        return Kept is null ? known : known * Kept;

        torch.Tensor Compute(WriterSlice slice)
        {
            // Layer by layer: temporaries of the parameter's size must not wait for the end of the step. Half precision would overflow.
            using var scope = torch.NewDisposeScope();
            return ofPositions(slice).MoveToOuterDisposeScope();
        }
    }
}
