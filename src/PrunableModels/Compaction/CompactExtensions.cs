using System;
using TorchSharp;

namespace PrunableModels;

/// <summary>Makes models smaller.</summary>
public static class CompactExtensions
{
    /// <summary>Removes what the attached optimizer found redundant.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model; its layers become smaller in place, and optimizers go on with the same parameters.</param>
    /// <param name="options">How.</param>
    /// <exception cref="InvalidOperationException">No optimizer is attached, or no input could be made for the comparison.</exception>
    /// <exception cref="CompactionException">The compact model computes something else.</exception>
    public static CompactModel<T> Compact<T>(this T model, CompactOptions? options = null)
        where T : torch.nn.Module, IPrunable
    {
        var source = model.Pruning.MaskSource
            ?? throw new InvalidOperationException("No optimizer is attached to the model that could tell what to remove: give a mask.");
        using var scope = torch.NewDisposeScope();
        return model.Compact(source(), options);
    }

    /// <summary>Removes what a plan removed from another instance of the class, e.g. from one with the weights of another epoch.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model as it was constructed, with any weights; its layers become smaller in place.</param>
    /// <param name="plan">What stays.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The model has other groups than the plan, or a group of another width.</exception>
    /// <exception cref="InvalidOperationException">No input could be made for the comparison.</exception>
    /// <exception cref="CompactionException">The compact model computes something else.</exception>
    public static CompactModel<T> Compact<T>(this T model, PruningPlan plan, CompactOptions? options = null)
        where T : torch.nn.Module, IPrunable
    {
        using var scope = torch.NewDisposeScope();
        return Report(model, new StagedCompactor(model.Pruning, plan, options ?? new()).Run());
    }

    /// <summary>Removes the structures that a mask leaves out.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model; its layers become smaller in place, and optimizers go on with the same parameters.</param>
    /// <param name="mask">Shape <c>[Pruning.Map.Count]</c>, bool: true for structures to keep.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The mask has another shape or type, or leaves nothing of a group.</exception>
    /// <exception cref="InvalidOperationException">No input could be made for the comparison.</exception>
    /// <exception cref="CompactionException">The compact model computes something else.</exception>
    public static CompactModel<T> Compact<T>(this T model, torch.Tensor mask, CompactOptions? options = null)
        where T : torch.nn.Module, IPrunable
    {
        using var scope = torch.NewDisposeScope();
        return Report(model, new Compactor(model.Pruning, mask, options ?? new()).Run());
    }

    /// <summary>What is told of a compaction, in the terms of the model as it was before the first of its stages.</summary>
    internal static CompactModel<T> Report<T>(T model, Compaction compaction)
        where T : torch.nn.Module, IPrunable
    {
        var reported = model.Pruning.Original?.Report(compaction) ?? compaction;
        model.Pruning.Original = null;
        return new(model, reported);
    }
}
