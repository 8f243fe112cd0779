using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// Segments of a live model that are being erased: their parameters are at zero, and the model is linked without the ties that they had.
/// All of it can be undone.
/// </summary>
internal sealed class ErasedSegments
{
    private readonly Pruning pruning;
    private readonly List<(Tensor Parameter, Tensor Content)> before = [];

    private ErasedSegments(Pruning pruning, IReadOnlyList<string> ids)
    {
        this.pruning = pruning;
        Ids = ids;
    }

    /// <summary>The segments.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Erases segments, together with those that were erased before.</summary>
    /// <exception cref="ArgumentException">The model has no such segment, one cannot be erased, or what is left would be no network.</exception>
    public static ErasedSegments Put(Pruning pruning, LinkedModel linked, IReadOnlyList<string> ids)
    {
        var erasure = pruning.Erasure(ids, linked.Groups.Graph);
        if (erasure.Problem is { } problem)
        {
            throw new ArgumentException($"These segments cannot be erased together: {problem}.", nameof(ids));
        }

        var erased = new ErasedSegments(pruning, ids);
        using var gradients = no_grad();
        var tensors = linked.Live.Tensors.ToDictionary(t => t.Path, t => t.Tensor, StringComparer.Ordinal);
        foreach (var (_, tensor) in erasure.Erased.SelectMany(s => SegmentMap.Parameters(s, linked.Live, pruning.Gates, tensors)).ToList())
        {
            erased.before.Add((tensor, tensor.clone()));
            tensor.zero_();
        }

        pruning.Erased = [.. pruning.Erased, .. ids];
        return erased;
    }

    /// <summary>The model as it was.</summary>
    public void Undo()
    {
        using var gradients = no_grad();
        foreach (var (parameter, content) in before)
        {
            parameter.copy_(content);
        }

        pruning.Erased = [.. pruning.Erased.Except(Ids)];
        pruning.Gates.Open(pruning.Erased);
    }
}
