using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// Hierarchical half-space projected gradient (H2SPG of OTOv3, arXiv 2312.09411): after some plain steps it chooses the most redundant
/// segments of a model, as many as leave a network with a path to every output, and drives all of their parameters to zero while the
/// rest trains on. <see cref="EraseExtensions.Erase{T}(T, CompactOptions)"/> then takes them away.
/// </summary>
public sealed class H2spg : SparseOptimizer
{
    private readonly IReadOnlyList<string> segments;
    private readonly int structures;
    private readonly IReadOnlyList<Tensor> gates;

    private H2spg(StructureMap map, IEnumerable<(string name, Parameter parameter)> parameters, H2spgOptions options, SparseMethod method, StructureMap erased, IReadOnlyList<Tensor> gates)
        : base(map, parameters, options, method)
    {
        segments = [.. erased.Groups.Select(g => g.Id)];
        structures = map.Count - erased.Count;
        this.gates = gates;
    }

    /// <summary>The segments whose parameters are at zero, by their ids.</summary>
    public IReadOnlyList<string> Erased => [.. segments.Where((_, i) => Statuses[i] == StructureStatus.Pruned)];

    /// <summary>The structures that stay, where some are pruned beside: bool, one for each number of the model's map. Null where segments alone are erased.</summary>
    public Tensor? PrunedMask => structures == 0 ? null : Mask.narrow(0, segments.Count, structures);

    /// <inheritdoc/>
    public override Tensor step(Func<Tensor>? closure = null)
    {
        var loss = base.step(closure);

        // Nobody but the optimizer knows them: their gradients are for the next step anew.
        foreach (var gate in gates)
        {
            gate.grad = null;
        }

        return loss;
    }

    internal override IReadOnlyList<Tensor> Gates => gates;

    internal static H2spg Of(Pruning pruning, IEnumerable<(string name, Parameter parameter)> parameters, H2spgOptions options)
    {
        options.Validate();
        var graph = options.Target!.InputShape.Count == 0 ? pruning.Segments : SegmentGraph.Of(pruning.Execute([options.Target.InputShape]).Graph);
        var live = pruning.Linked.Live;
        List<Segment> erasable = [.. graph.Erasable.Where(s => !pruning.Erased.Contains(s.Id))];
        if (erasable.Count == 0)
        {
            throw new ArgumentException("The model has no segment that could be erased: Pruning.Segments says why.", nameof(pruning));
        }

        try
        {
            return Of(pruning, parameters, options, graph, live, erasable);
        }
        catch
        {
            pruning.Gates.Open(pruning.Erased);
            throw;
        }
    }

    private static H2spg Of(
        Pruning pruning, IEnumerable<(string name, Parameter parameter)> parameters, H2spgOptions options, SegmentGraph graph, LiveModel live, IReadOnlyList<Segment> erasable)
    {
        using var erased = SegmentMap.Of(SegmentMap.Scored(graph, erasable), live, pruning.Gates);
        PruningPolicy policy = ErasingPolicy.Of(erased, graph, live, pruning.Gates, options);
        using var joined = options.Pruned is null ? null : SegmentMap.With(erased, pruning.Map);
        policy = options.Pruned is { } pruned ? new JointPolicy(policy, HessoPolicy.Of(pruning.Map, pruned)) : policy;
        List<Tensor> gates = [.. erasable.Where(s => s.Parameters.Count == 0).Select(s => pruning.Gates.Of(live, s).Factor)];
        SparseMethod method = options.Rule == ErasingRule.Project ? DhspgMethod.Of(policy, options.Projection, gates) : HessoMethod.Of(policy, options, gates);
        return new(joined ?? erased, parameters, options, method, erased, gates);
    }
}
