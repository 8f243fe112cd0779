using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>
/// What it takes to train a model and prune it meanwhile, told from its program and its shapes alone: the weights may be on the meta
/// device, where they take no memory. Bytes are those of one process that holds the whole model.
/// </summary>
/// <param name="Parameters">The numbers that the model's parameters are.</param>
/// <param name="Structures">The structures that can be pruned.</param>
/// <param name="WeightBytes">Parameters and buffers.</param>
/// <param name="GradientBytes">The gradients of what is trained.</param>
/// <param name="MomentBytes">What the base update remembers, such as Adam's two moments.</param>
/// <param name="IndexBytes">The index tensors that tell the structures in the weights: those of the map, and those of the optimizer.</param>
/// <param name="ActivationBytes">At most what is kept for the backward pass: the results of all operators that are no views, in the type of the model's first parameter, nothing computed twice.</param>
/// <param name="Macs">The multiply-adds of convolutions and linear layers in one forward pass.</param>
public sealed record TrainingEstimate(
    long Parameters,
    long Structures,
    long WeightBytes,
    long GradientBytes,
    long MomentBytes,
    long IndexBytes,
    long ActivationBytes,
    long Macs)
{
    private const int PassesOfAStep = 3;
    private const int OperationsOfAMac = 2;

    /// <summary>All bytes together.</summary>
    public long Bytes => WeightBytes + GradientBytes + MomentBytes + IndexBytes + ActivationBytes;

    /// <summary>How long a step computes: a forward pass, and a backward pass that takes twice as long.</summary>
    /// <param name="operationsPerSecond">Floating point operations per second that the machine really does, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The machine does nothing.</exception>
    public TimeSpan ComputeTime(double operationsPerSecond) => TimeSpan.FromSeconds((double)PassesOfAStep * OperationsOfAMac * Macs / Positive(operationsPerSecond, nameof(operationsPerSecond)));

    /// <summary>What each of so many processes sends in a step to average the gradients, where these go around a ring.</summary>
    /// <param name="processes">The processes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no process.</exception>
    public long SentBytes(int processes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(processes, 1);
        return (long)(2.0 * (processes - 1) / processes * GradientBytes);
    }

    /// <summary>How long sending them takes.</summary>
    /// <param name="processes">The processes, at least 1.</param>
    /// <param name="bytesPerSecond">The bytes per second that a process really sends, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no process, or nothing is sent.</exception>
    public TimeSpan LinkTime(int processes, double bytesPerSecond) => TimeSpan.FromSeconds(SentBytes(processes) / Positive(bytesPerSecond, nameof(bytesPerSecond)));

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Parameters:N0} parameters, {Structures:N0} structures, {Words(Bytes)}: weights {Words(WeightBytes)}, gradients {Words(GradientBytes)}, moments {Words(MomentBytes)}, indices {Words(IndexBytes)}, activations up to {Words(ActivationBytes)}; {Macs:N0} multiply-adds");

    internal static TrainingEstimate Of(Pruning pruning, BaseUpdate variant, IReadOnlyList<long> inputShape)
    {
        var model = pruning.Linked;
        var graph = pruning.Execute([inputShape]).Graph;
        var tensors = model.Live.Tensors.ToList();
        var trained = tensors.Where(t => !t.IsBuffer && t.Tensor.requires_grad).Sum(Bytes);
        var width = tensors.FirstOrDefault(t => !t.IsBuffer)?.Tensor.element_size() ?? sizeof(float);
        return new(
            model.Live.CountParameters(),
            model.Map.Count,
            tensors.Sum(Bytes),
            trained,
            trained * variant.Moments,
            model.Spaces.Sum(s => s.Places.Sum(IndexBytesOf)),
            graph.Nodes.Where(n => !n.ReturnsView && !n.WritesInPlace).SelectMany(n => n.Outputs.Select(o => Elements(n, o))).Sum() * width,
            MacCount.Of(graph));

        static long Bytes(LiveTensor tensor) => tensor.Tensor.numel() * tensor.Tensor.element_size();
    }

    // The optimizer has the map's again, and for what is written one in the order of the layers, with a factor for each position.
    private static long IndexBytesOf(LinkedPlace place) => place.Tensor.Tensor.shape[place.Axis] * ((2 * sizeof(long)) + (place.Role == OccurrenceRole.Writer ? sizeof(long) + sizeof(float) : 0));

    private static long Elements(Node node, GraphValue output) => KnownSize.Axes(output, node).Aggregate(1L, (count, axis) => checked(count * KnownSize.Of(axis.Extent, node)));

    private static double Positive(double value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        return value;
    }

    private static string Words(long bytes) => bytes < 1e9
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
