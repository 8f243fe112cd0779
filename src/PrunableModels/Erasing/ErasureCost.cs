using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels;

/// <summary>What of a model is left when segments are erased, dead code not counted: parameters, or multiply-adds.</summary>
internal sealed class ErasureCost
{
    private readonly Dictionary<Node, long> ofNodes = [];
    private readonly Dictionary<string, long> ofLeaves = [];
    private readonly long always;

    private ErasureCost(string unit, long always)
    {
        Unit = unit;
        this.always = always;
    }

    /// <summary>What is counted.</summary>
    public string Unit { get; }

    /// <summary>The whole model's.</summary>
    public long Whole => always + ofNodes.Values.Sum() + ofLeaves.Values.Sum();

    /// <summary>The cost of a target; null for a number of segments.</summary>
    /// <param name="target">The target.</param>
    /// <param name="segments">The segments of the model, executed on the target's input if it has one.</param>
    /// <param name="live">The model.</param>
    public static ErasureCost? Of(PruningTarget target, SegmentGraph segments, LiveModel live) => target.Measure switch
    {
        TargetMeasure.GroupSparsity => null,
        TargetMeasure.Parameters => Parameters(segments, live),
        TargetMeasure.Macs => Macs(segments),
        _ => throw new ArgumentException("Segments are erased for a target of segments, parameters or multiply-adds, not of latency.", nameof(target)),
    };

    /// <summary>What is left.</summary>
    public long Left(Erasure erasure) =>
        always + erasure.Live.Sum(n => ofNodes.GetValueOrDefault(n)) + erasure.Needed.Sum(l => ofLeaves.GetValueOrDefault(l.Path));

    // What no data goes through stays, such as parameters that are used in training alone.
    private static ErasureCost Parameters(SegmentGraph segments, LiveModel live)
    {
        var used = Erasure.Of(segments, []).Needed.Select(l => l.Path).ToHashSet(StringComparer.Ordinal);
        var tensors = live.Tensors.Where(t => !t.IsBuffer).ToLookup(t => used.Contains(t.Path));
        var cost = new ErasureCost("parameters", tensors[false].Sum(t => t.Tensor.numel()));
        foreach (var tensor in tensors[true])
        {
            cost.ofLeaves.Add(tensor.Path, tensor.Tensor.numel());
        }

        return cost;
    }

    private static ErasureCost Macs(SegmentGraph segments)
    {
        var cost = new ErasureCost("multiply-adds", 0);
        foreach (var (node, macs) in MacCount.OfNodes(segments.Graph))
        {
            cost.ofNodes.Add(node, macs);
        }

        return cost;
    }
}
