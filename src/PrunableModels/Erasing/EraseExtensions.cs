using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels;

/// <summary>Makes models smaller by whole stretches of operators (OTOv3's erasing mode).</summary>
public static class EraseExtensions
{
    /// <summary>
    /// An optimizer that trains all parameters of the model and on the way drives whole segments of it to zero (H2SPG). The training
    /// loop stays as it is; <c>Erase</c> then takes away what is zero.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="options">The base update, the target and the length of the run.</param>
    /// <exception cref="ArgumentException">An option is out of its range, the model has nothing that could be erased, or the target cannot be reached.</exception>
    /// <exception cref="InvalidOperationException">The model's program cannot be executed on it.</exception>
    public static H2spg H2spg<T>(this T model, H2spgOptions options)
        where T : torch.nn.Module, IPrunable
    {
        var optimizer = PrunableModels.H2spg.Of(model.Pruning, model.named_parameters(), options);
        model.Pruning.ErasedSource = () => (optimizer.Erased, optimizer.PrunedMask);
        optimizer.RetireWith(model.Pruning);
        return optimizer;
    }

    /// <summary>Erases what the attached optimizer drove to zero, and removes the structures that it pruned beside.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="options">How the model is compared before and after.</param>
    /// <exception cref="InvalidOperationException">No optimizer that erases is attached, or no input could be made for the comparison.</exception>
    /// <exception cref="CompactionException">The model computes something else; it is left as it was.</exception>
    public static CompactModel<T> Erase<T>(this T model, CompactOptions? options = null)
        where T : torch.nn.Module, IPrunable
    {
        using var scope = torch.NewDisposeScope();
        var (segments, mask) = model.Pruning.ErasedSource?.Invoke() ?? throw new InvalidOperationException("No optimizer is attached to the model that could tell what to erase: give the segments.");
        return CompactExtensions.Report(model, new StagedCompactor(model.Pruning, mask, segments, options ?? new()).Run());
    }

    /// <summary>
    /// Erases segments: what they gave is zero, so that sums do without it. The layers of the model stay where they are, as narrow as they
    /// can be, for its own code goes on calling them; in <see cref="CompactModel{T}.ToClass"/> and in ONNX they are gone, with what
    /// only they needed and the sums of which one tensor is left.
    /// </summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="segments">The ids of segments in <see cref="Pruning.Segments"/> that can be erased.</param>
    /// <param name="options">How the model is compared before and after, with the parameters of the segments at zero in both.</param>
    /// <exception cref="ArgumentException">The model has no such segment, one cannot be erased, or what is left would be no network: the message says why.</exception>
    /// <exception cref="InvalidOperationException">No input could be made for the comparison.</exception>
    /// <exception cref="CompactionException">The model computes something else; it is left as it was.</exception>
    public static CompactModel<T> Erase<T>(this T model, IEnumerable<string> segments, CompactOptions? options = null)
        where T : torch.nn.Module, IPrunable
    {
        using var scope = torch.NewDisposeScope();
        List<string> ids = [.. segments.Distinct(StringComparer.Ordinal)];
        return CompactExtensions.Report(model, new StagedCompactor(model.Pruning, mask: null, ids, options ?? new()).Run());
    }
}
