using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace PrunableModels;

/// <summary>One axis of one parameter whose positions are driven to zero, with the vectors over structures brought to its shape and back.</summary>
internal sealed class WriterSlice : IDisposable
{
    // Made once and never collected: see TensorNumbers.
    private static readonly Scalar One = 1.ToScalar();

    private readonly torch.Tensor structures;
    private readonly SparseParameterGroup untrained;
    private readonly long[] otherAxes;
    private readonly long[] broadcast;
    private IReadOnlyList<(int Axis, torch.Tensor Left)> left = [];
    private torch.Tensor? factor;

    /// <param name="slice">The axis.</param>
    /// <param name="trained">How the parameter is trained; null if it is not.</param>
    /// <param name="untrained">Whose learning rate counts for it if it is not.</param>
    /// <exception cref="ArgumentException">The index tensor does not fit the axis.</exception>
    public WriterSlice(StructureSlice slice, TrainedParameter? trained, SparseParameterGroup untrained)
    {
        Path = slice.Path;
        Tensor = slice.Tensor;
        Axis = slice.Axis;
        Trained = trained;
        this.untrained = untrained;
        var rank = (int)slice.Tensor.dim();
        if (Axis < 0 || Axis >= rank || slice.Structures.dim() != 1 || slice.Structures.shape[0] != slice.Tensor.shape[Axis])
        {
            throw new ArgumentException($"The structures of '{Path}' do not fit its axis {Axis}.", nameof(slice));
        }

        structures = slice.Structures.to(slice.Tensor.device, copy: true).DetachFromDisposeScope();
        otherAxes = Enumerable.Range(0, rank).Where(axis => axis != Axis).Select(axis => (long)axis).ToArray();
        broadcast = Enumerable.Range(0, rank).Select(axis => axis == Axis ? -1L : 1L).ToArray();
    }

    public string Path { get; }

    public torch.Tensor Tensor { get; }

    public int Axis { get; }

    /// <summary>How the parameter is trained; null if it is not.</summary>
    public TrainedParameter? Trained { get; }

    /// <summary>The learning rate by which the parameter moves; that of a parameter which does not is the first group's.</summary>
    public double LearningRate => (Trained?.Group ?? untrained).LearningRate;

    /// <summary>The share that decoupled decay takes of the parameter in a step.</summary>
    public double Decay => Trained is null ? 0 : Trained.Group.Options.Variant.DecoupledShare * LearningRate;

    /// <summary>The parameter's gradient; null if there is none, or one from before the parameter was frozen.</summary>
    public torch.Tensor? Gradient() => Tensor.requires_grad ? Tensor.grad : null;

    /// <summary>Whether two slices of one parameter are the same, as when it is registered under two paths.</summary>
    public bool IsSameAs(WriterSlice other) => Axis == other.Axis && structures.eq(other.structures).all().item<bool>();

    /// <summary>Adds values of the parameter's shape, summed over all but the axis, to <paramref name="sums"/>, shape <c>[Count + 1]</c>.</summary>
    public void AddTo(torch.Tensor sums, torch.Tensor values)
    {
        var counted = left.Aggregate(values, (product, axis) => product * axis.Left);
        var rows = otherAxes.Length == 0 ? counted : counted.sum(otherAxes);
        sums.index_add_(0, structures, rows, One);
    }

    /// <summary>Adds how many values each position of the axis has to <paramref name="sums"/>.</summary>
    public void AddSizesTo(torch.Tensor sums)
    {
        var others = left.Where(axis => axis.Axis != Axis).ToList();
        var values = otherAxes.Aggregate(1.0, (product, axis) => product * (others.FirstOrDefault(other => other.Axis == axis).Left is { } some ? some.sum().item<float>() : Tensor.shape[axis]));
        var rows = torch.ones_like(structures, dtype: sums.dtype).Times(values);
        if (left.FirstOrDefault(axis => axis.Axis == Axis).Left is { } own)
        {
            rows = rows * own.flatten();
        }

        sums.index_add_(0, structures, rows, One);
    }

    /// <summary>Leaves positions out of all sums from now on.</summary>
    /// <param name="axes">The axes on which some are, shape <c>[size of the axis]</c>, 0 where a position is left out and 1 elsewhere.</param>
    public void Leave(IEnumerable<(int Axis, torch.Tensor Left)> axes)
    {
        Forget();
        left = [.. axes.Select(axis => (axis.Axis, axis.Left.view([-1, .. Enumerable.Repeat(1L, broadcast.Length - axis.Axis - 1)]).clone().DetachFromDisposeScope()))];
    }

    /// <summary>Sets the slot of every structure that the axis holds.</summary>
    public void Mark(torch.Tensor slots) => slots.index_fill_(0, structures, One);

    /// <summary>Takes the factors of the structures, shape <c>[Count + 1]</c>, for <see cref="Scale"/>; forgets them where all are 1.</summary>
    public void SetFactors(torch.Tensor factors, bool touched)
    {
        factor?.Dispose();
        factor = touched ? factors.index_select(0, structures).to(Tensor.dtype).view(broadcast).DetachFromDisposeScope() : null;
    }

    /// <summary>Whether any position belongs to a structure where <paramref name="marks"/>, bool of shape <c>[Count + 1]</c>, is set.</summary>
    public bool Touches(torch.Tensor marks) => marks.index_select(0, structures).any().item<bool>();

    /// <summary>Multiplies the parameter by factors of the structures, shape <c>[Count + 1]</c>.</summary>
    public void Multiply(torch.Tensor factors)
    {
        using var own = factors.index_select(0, structures).to(Tensor.dtype);
        using var shaped = own.view(broadcast);
        Tensor.mul_(shaped);
    }

    /// <summary>Multiplies the parameter by the factors.</summary>
    public void Scale()
    {
        if (factor is not null)
        {
            Tensor.mul_(factor);
        }
    }

    /// <summary>Multiplies the moments by the factors.</summary>
    public void ScaleMoments()
    {
        if (factor is not null)
        {
            Trained?.State.First?.mul_(factor);
            Trained?.State.Second?.mul_(factor);
            Trained?.State.Maximum?.mul_(factor);
        }
    }

    public void Dispose()
    {
        structures.Dispose();
        factor?.Dispose();
        Forget();
    }

    private void Forget()
    {
        foreach (var axis in left)
        {
            axis.Left.Dispose();
        }
    }
}
