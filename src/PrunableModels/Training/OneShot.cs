using System;
using System.Collections.Generic;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>
/// The baseline that every other method has to beat: trains plainly, sets the structures of lowest score to zero at one step, holds them
/// there and trains the rest on.
/// </summary>
public sealed class OneShot : SparseOptimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="map">The structures; the caller's to dispose, after which this goes on working.</param>
    /// <param name="parameters">What to train, by state-dict path, e.g. <c>model.named_parameters()</c>.</param>
    /// <param name="options">How to train and prune.</param>
    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity; the message says how.</exception>
    public OneShot(StructureMap map, IEnumerable<(string name, Parameter parameter)> parameters, OneShotOptions options)
        : base(map, parameters, options, HessoMethod.Of(map, options))
    {
    }
}
