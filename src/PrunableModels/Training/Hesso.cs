using System;
using System.Collections.Generic;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>
/// Trains a model and drives its redundant structures to exactly zero on the way (HESSO, arXiv 2409.09085). Between
/// <see cref="HessoOptions.StartStep"/> and the end of the pruning steps, each period chooses the structures of lowest saliency and
/// shrinks them linearly to zero; before and after, and for everything else, it is the base update alone.
/// </summary>
/// <remarks>Move the model to its device before this is made, as for every optimizer.</remarks>
public sealed class Hesso : SparseOptimizer
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="map">The structures; the caller's to dispose, after which this goes on working.</param>
    /// <param name="parameters">
    /// What to train, by state-dict path, e.g. <c>model.named_parameters()</c>. What occurs twice is trained once. Structures are driven
    /// to zero in all their writers, listed here or not.
    /// </param>
    /// <param name="options">How to train and prune.</param>
    /// <exception cref="ArgumentException">The options contradict each other, the map or the reachable sparsity; the message says how.</exception>
    public Hesso(StructureMap map, IEnumerable<(string name, Parameter parameter)> parameters, HessoOptions options)
        : base(map, parameters, options, HessoMethod.Of(map, options))
    {
    }
}
