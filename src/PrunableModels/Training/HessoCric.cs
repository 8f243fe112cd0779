using System;
using System.Collections.Generic;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>
/// HESSO with the corrective redundancy identification cycle (arXiv 2409.09085). A structure that looks redundant next to others may be
/// indispensable once they are gone: so suspects are driven to zero for trial, everything is scored on the way and put back, until no new
/// suspects appear. Only then it is chosen, by the mean of all scores, and shrunk as by <see cref="Hesso"/>.
/// </summary>
public sealed class HessoCric : SparseOptimizer
{
    private readonly Func<CricCost> cost;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="map">The structures; the caller's to dispose, after which this goes on working.</param>
    /// <param name="parameters">What to train, by state-dict path, e.g. <c>model.named_parameters()</c>.</param>
    /// <param name="buffers">The model's buffers, e.g. <c>model.named_buffers()</c>: running statistics are put back after a cycle.</param>
    /// <param name="options">How to train and prune.</param>
    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity; the message says how.</exception>
    public HessoCric(
        StructureMap map,
        IEnumerable<(string name, Parameter parameter)> parameters,
        IEnumerable<(string name, torch.Tensor buffer)> buffers,
        HessoCricOptions options)
        : this(map, parameters, options, CricMethod.Of(map, buffers, options))
    {
    }

    private HessoCric(StructureMap map, IEnumerable<(string name, Parameter parameter)> parameters, HessoCricOptions options, SparseMethod method)
        : base(map, parameters, options, method) =>
        cost = method is CricMethod cric ? () => cric.Cost : () => ((ReferenceCricMethod)method).Cost;

    /// <summary>What the cycles have cost until now.</summary>
    public CricCost Cost => cost();
}
