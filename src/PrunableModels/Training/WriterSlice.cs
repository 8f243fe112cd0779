using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>One axis of one parameter whose positions are driven to zero, with the vectors over structures brought to its shape and back.</summary>
internal sealed class WriterSlice : IDisposable
{
    private readonly SparseParameterGroup untrained;
    private readonly long[] otherAxes;
    private readonly long[] broadcast;
    private readonly torch.Tensor factor;
    private IReadOnlyList<LeftPositions> left = [];

    /// <param name="slice">The axis.</param>
    /// <param name="structures">The structures of all slices' positions.</param>
    /// <param name="factors">The factors of all slices' positions.</param>
    /// <param name="start">Where this slice's begin.</param>
    /// <param name="trained">How the parameter is trained; null if it is not.</param>
    /// <param name="untrained">Whose learning rate counts for it if it is not.</param>
    public WriterSlice(StructureSlice slice, torch.Tensor structures, torch.Tensor factors, long start, TrainedParameter? trained, SparseParameterGroup untrained)
    {
        Path = slice.Path;
        Tensor = slice.Tensor;
        Axis = slice.Axis;
        Trained = trained;
        this.untrained = untrained;
        var rank = (int)slice.Tensor.dim();
        var length = slice.Structures.shape[0];
        otherAxes = [.. Enumerable.Range(0, rank).Where(axis => axis != Axis).Select(axis => (long)axis)];
        broadcast = [.. Enumerable.Range(0, rank).Select(axis => axis == Axis ? -1L : 1L)];
        Structures = structures.narrow(0, start, length).DetachFromDisposeScope();
        using var ofPositions = factors.narrow(0, start, length);
        factor = ofPositions.view(broadcast).DetachFromDisposeScope();
    }

    public string Path { get; }

    public torch.Tensor Tensor { get; }

    public int Axis { get; }

    /// <summary>The structure of every position, the last number for none.</summary>
    public torch.Tensor Structures { get; }

    /// <summary>How the parameter is trained; null if it is not.</summary>
    public TrainedParameter? Trained { get; }

    /// <summary>The learning rate by which the parameter moves; that of a parameter which does not is the first group's.</summary>
    public double LearningRate => (Trained?.Group ?? untrained).LearningRate;

    /// <summary>The share that decoupled decay takes of the parameter in a step.</summary>
    public double Decay => Trained is null ? 0 : Trained.Group.Options.Variant.DecoupledShare * LearningRate;

    /// <summary>The parameter's gradient; null if there is none, or one from before the parameter was frozen.</summary>
    public torch.Tensor? Gradient() => Trained is not null ? Trained.Gradient() : Tensor.requires_grad ? Tensor.grad : null;

    /// <summary>
    /// For every position the norm of its values, sign aside: shape <c>[positions]</c>. Values in columns that are left out do not count;
    /// whether the position itself is, is not looked at.
    /// </summary>
    /// <param name="values">Of the parameter's shape.</param>
    public torch.Tensor Norms(torch.Tensor values)
    {
        var counted = WithoutColumns(values);
        return otherAxes.Length == 0 ? counted.view(-1)
            : Axis == 0 ? counted.flatten(1).norm(1, keepdim: false, p: 2)
            : counted.Squared().sum(otherAxes).sqrt();
    }

    /// <summary>For every position the inner product of its values with others: shape <c>[positions]</c>, counted as in <see cref="Norms"/>.</summary>
    /// <param name="values">Of the parameter's shape.</param>
    /// <param name="others">Of the parameter's shape.</param>
    public torch.Tensor InnerProducts(torch.Tensor values, torch.Tensor others)
    {
        var products = WithoutColumns(values) * WithoutColumns(others);
        return otherAxes.Length == 0 ? products : Axis == 0 ? products.flatten(1).sum(1) : products.sum(otherAxes);
    }

    /// <summary>For every position the sum of its values: shape <c>[positions]</c>. Nothing that is left out counts.</summary>
    /// <param name="values">Of the parameter's shape.</param>
    public torch.Tensor Sums(torch.Tensor values)
    {
        var counted = left.Aggregate(values, (product, axis) => product * axis.Flags);
        return otherAxes.Length == 0 ? counted.view(-1) : counted.sum(otherAxes);
    }

    /// <summary>For every position how many values it has: shape <c>[positions]</c>. Nothing that is left out counts.</summary>
    public torch.Tensor Sizes(torch.ScalarType type)
    {
        var values = otherAxes.Aggregate(1.0, (product, axis) => product * (left.FirstOrDefault(other => other.Axis == axis)?.Positions.shape[0] ?? Tensor.shape[axis]));
        var sizes = torch.ones_like(Structures, dtype: type).Times(values);
        return left.FirstOrDefault(axis => axis.Axis == Axis) is { } own ? sizes * own.Flags.flatten() : sizes;
    }

    /// <summary>Leaves positions out of all sums from now on.</summary>
    /// <param name="axes">The axes on which some are, shape <c>[size of the axis]</c>, 0 where a position is left out and 1 elsewhere.</param>
    public void Leave(IEnumerable<(int Axis, torch.Tensor Left)> axes)
    {
        Forget();
        left = [.. axes.Select(axis => new LeftPositions(axis.Axis, axis.Left, broadcast.Length))];
    }

    /// <summary>Multiplies the parameter by factors of the structures, shape <c>[Count + 1]</c>.</summary>
    public void Multiply(torch.Tensor factors)
    {
        using var own = factors.index_select(0, Structures).to(Tensor.dtype);
        using var shaped = own.view(broadcast);
        Tensor.mul_(shaped);
    }

    /// <summary>Multiplies the parameter by the factors.</summary>
    public void Scale() => Tensor.mul_(factor);

    /// <summary>Multiplies the moments by the factors.</summary>
    public void ScaleMoments()
    {
        Trained?.State.First?.mul_(factor);
        Trained?.State.Second?.mul_(factor);
        Trained?.State.Maximum?.mul_(factor);
    }

    public void Dispose()
    {
        Structures.Dispose();
        factor.Dispose();
        Forget();
    }

    private torch.Tensor WithoutColumns(torch.Tensor values) =>
        left.Where(axis => axis.Axis != Axis).Aggregate(values, (kept, axis) => kept.index_select(axis.Axis, axis.Positions));

    private void Forget()
    {
        foreach (var axis in left)
        {
            axis.Dispose();
        }
    }

    /// <summary>The positions of an axis that are not left out.</summary>
    private sealed class LeftPositions : IDisposable
    {
        public LeftPositions(int axis, torch.Tensor flags, int rank)
        {
            Axis = axis;
            Positions = flags.nonzero().squeeze(1).DetachFromDisposeScope();
            Flags = flags.view([-1, .. Enumerable.Repeat(1L, rank - axis - 1)]).clone().DetachFromDisposeScope();
        }

        public int Axis { get; }

        /// <summary>Their numbers.</summary>
        public torch.Tensor Positions { get; }

        /// <summary>1 where a position is left and 0 elsewhere, to be multiplied with the parameter.</summary>
        public torch.Tensor Flags { get; }

        public void Dispose()
        {
            Positions.Dispose();
            Flags.Dispose();
        }
    }
}
