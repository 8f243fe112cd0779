using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// How much is pruned: a number of structures, or what the compact model may have left. Costs are those of the compact model to the
/// number. Structures go by the lowest saliency until the target holds, so a cost ends below what is allowed by less than one structure
/// is worth, where widths are free.
/// </summary>
/// <remarks>
/// Over periods a cost comes down in equal parts: after period p of P so much is gone that p / P of the way from the whole model to the
/// target is done; the last period takes whatever is missing, by the scores of that time.
/// </remarks>
public sealed record PruningTarget
{
    private readonly Tensor? input;

    private PruningTarget(TargetMeasure measure, double share, IReadOnlyList<long> inputShape, Tensor? input = null)
    {
        this.input = input;
        Measure = measure;
        Share = share;
        InputShape = inputShape;
    }

    /// <summary>What is counted.</summary>
    public TargetMeasure Measure { get; }

    /// <summary>The share of structures that go, or the share of parameters, multiply-adds or time that is left.</summary>
    public double Share { get; }

    /// <summary>The shape of the model's input, with the batch; empty where it does not matter.</summary>
    public IReadOnlyList<long> InputShape { get; }

    /// <summary>A share of all structures, rounded to the nearest number, or to the nearest that the constraints on widths allow.</summary>
    /// <param name="share">The share that goes, in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static PruningTarget GroupSparsity(double share) => GroupSparsity(share, nameof(share));

    /// <summary>A share of the model's parameters, those included that belong to no group.</summary>
    /// <param name="share">The share that is left at most, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static PruningTarget Parameters(double share) => new(TargetMeasure.Parameters, Left(share), []);

    /// <summary>A share of the multiply-adds of convolutions and linear layers.</summary>
    /// <param name="share">The share that is left at most, in (0, 1].</param>
    /// <param name="inputShape">The shape of the model's only input, with the batch, e.g. <c>1, 3, 224, 224</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no shape.</exception>
    public static PruningTarget Macs(double share, params long[] inputShape) => inputShape.Length > 0
        ? new(TargetMeasure.Macs, Left(share), [.. inputShape])
        : throw new ArgumentException("The multiply-adds depend on the shape of the model's input: give it, with the batch.", nameof(inputShape));

    /// <summary>
    /// A share of the time that a forward pass takes in evaluation. When the optimizer is made, or for a dry run, passes are measured on this
    /// machine with all groups narrowed alike, which takes seconds; then it is a target of the multiply-adds at which they were fast enough.
    /// </summary>
    /// <remarks>
    /// Saliency narrows some groups more than others, so measure the result by <see cref="Pruning.MeasureLatency"/>. A saved state brings
    /// the multiply-adds that it was trained for along, whatever is measured where it is loaded. Several processes measure differently:
    /// give them all the target that one of them has found by <see cref="Pruning.TargetForLatency"/>.
    /// </remarks>
    /// <param name="share">The share that is left at most, in (0, 1].</param>
    /// <param name="inputShape">The shape of the model's only input, with the batch; random numbers of the model's type and device are run.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no shape.</exception>
    public static PruningTarget Latency(double share, params long[] inputShape) => inputShape.Length > 0
        ? new(TargetMeasure.Latency, Left(share), [.. inputShape])
        : throw new ArgumentException("The latency depends on the model's input: give its shape, with the batch, or the input itself.", nameof(inputShape));

    /// <summary>The same for an input that random numbers cannot stand for, such as tokens.</summary>
    /// <param name="share">The share that is left at most, in (0, 1].</param>
    /// <param name="input">The model's only input, on its device; the caller's to dispose once the optimizer is made.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static PruningTarget Latency(double share, Tensor input) => new(TargetMeasure.Latency, Left(share), [.. input.shape], input);

    /// <inheritdoc/>
    public override string ToString() => Measure switch
    {
        TargetMeasure.GroupSparsity => FormattableString.Invariant($"a group sparsity of {Share:0.####}"),
        TargetMeasure.Parameters => FormattableString.Invariant($"at most {Share:0.####} of the parameters"),
        TargetMeasure.Macs => FormattableString.Invariant($"at most {Share:0.####} of the multiply-adds on an input of shape [{string.Join(", ", InputShape)}]"),
        _ => FormattableString.Invariant($"at most {Share:0.####} of the time of a forward pass on an input of shape [{string.Join(", ", InputShape)}], measured on this machine"),
    };

    /// <summary>Whether two targets are the same.</summary>
    public bool Equals(PruningTarget? other) =>
        other is not null && (Measure, Share) == (other.Measure, other.Share) && ReferenceEquals(input, other.input) && InputShape.SequenceEqual(other.InputShape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Measure, Share, InputShape.Count);

    /// <param name="share">The share.</param>
    /// <param name="name">What the caller calls it.</param>
    internal static PruningTarget GroupSparsity(double share, string name)
    {
        Ranges.InUnit(share, name);
        return new(TargetMeasure.GroupSparsity, share, []);
    }

    /// <summary>The costs of a model that the target goes by; null for structures.</summary>
    /// <exception cref="ArgumentException">The model does not take the input's shape.</exception>
    /// <exception cref="InvalidOperationException">The size of an intermediate tensor does not follow from the input's shape.</exception>
    internal CostModel? CostOf(Pruning pruning) => Measure switch
    {
        TargetMeasure.GroupSparsity => null,
        TargetMeasure.Parameters => pruning.ParameterCost(),
        _ => pruning.MacCost(InputShape),
    };

    /// <summary>The input whose latency is measured.</summary>
    internal Tensor InputFor(Pruning pruning) => input?.alias() ?? ExampleInput.OfShape(pruning.Linked, [.. InputShape]);

    private static double Left(double share) => share is > 0 and <= 1
        ? share
        : throw new ArgumentOutOfRangeException(nameof(share), share, "The share that is left has to be above 0 and at most 1.");
}
