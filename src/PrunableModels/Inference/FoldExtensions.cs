using System;
using TorchSharp;

namespace PrunableModels;

/// <summary>Prepares models for inference.</summary>
public static class FoldExtensions
{
    /// <summary>
    /// Folds batch normalisations into the convolutions and linear layers before them, which get a bias where they have none: for a model that
    /// is trained. Compact it before; a class that is written afterwards has the folded layers, and no normalisation between them.
    /// </summary>
    /// <remarks>
    /// The model is for inference from then on, and must not be put into training mode again. Where a field is declared with the class of the
    /// normalisation, that stays, and <see cref="FoldedNorm.IsGone"/> is false; <c>Module&lt;Tensor, Tensor&gt; bn1</c> can hold anything.
    /// </remarks>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model, in evaluation mode.</param>
    /// <param name="options">How the outputs before and after are compared.</param>
    /// <returns>What was folded, and what was not with the reasons.</returns>
    /// <exception cref="InvalidOperationException">The model is in training mode, or no input could be made for the comparison.</exception>
    /// <exception cref="CompactionException">The model computes something else with folded normalisations; it was left as it was.</exception>
    public static FoldedNorms FoldBatchNorm<T>(this T model, CompactOptions? options = null)
        where T : torch.nn.Module, IPrunable
    {
        using var scope = torch.NewDisposeScope();
        return new NormFolder(model.Pruning, options ?? new()).Run();
    }
}
