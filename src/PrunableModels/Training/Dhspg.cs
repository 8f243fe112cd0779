using System;
using System.Collections.Generic;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>
/// Dual half-space projected gradient (DHSPG of OTOv2, ICLR 2023). After some plain steps the most redundant structures are penalised, as
/// strongly as leaves each step one of descent, and projected to zero when a step turns them round. It stops at the target; how long it
/// takes there depends on the penalty, so what is missing near the end of training is shrunk to zero: see <see cref="CompletedCount"/>.
/// </summary>
public sealed class Dhspg : SparseOptimizer
{
    private readonly DhspgMethod method;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="map">The structures; the caller's to dispose, after which this goes on working.</param>
    /// <param name="parameters">What to train, by state-dict path, e.g. <c>model.named_parameters()</c>.</param>
    /// <param name="options">How to train and prune.</param>
    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity; the message says how.</exception>
    public Dhspg(StructureMap map, IEnumerable<(string name, Parameter parameter)> parameters, DhspgOptions options)
        : this(map, parameters, options, DhspgMethod.Of(map, options))
    {
    }

    private Dhspg(StructureMap map, IEnumerable<(string name, Parameter parameter)> parameters, DhspgOptions options, DhspgMethod method)
        : base(map, parameters, options, method) => this.method = method;

    /// <summary>
    /// How many structures are missing to the target: 0 once it is met. Without <see cref="DhspgOptions.CompletionSteps"/> it may not be 0
    /// at the end; a larger <see cref="DhspgOptions.Lambda"/>, <see cref="DhspgOptions.Ceiling"/> or <see cref="DhspgOptions.Epsilon"/>,
    /// or more steps, help.
    /// </summary>
    public int Shortfall => TargetCount - PrunedCount;

    /// <summary>How many structures DHSPG did not reach, so that they had to be shrunk in the completion steps.</summary>
    public int CompletedCount => method.Completed;
}
