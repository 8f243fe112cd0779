using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>Folds the batch normalisations of a live model and compares what it computes before and after.</summary>
internal sealed class NormFolder
{
    private readonly Pruning pruning;
    private readonly LinkedModel linked;
    private readonly OutputComparison comparison;
    private readonly ModuleExchange exchange;
    private readonly Stack<Action> undo = new();

    public NormFolder(Pruning pruning, CompactOptions options)
    {
        this.pruning = pruning;
        linked = pruning.Linked;
        exchange = new(linked.Live);
        if (linked.Live.Modules.FirstOrDefault(m => m.Module.training && (m == linked.Live.Root || m.Module is BatchNorm)) is { } module)
        {
            throw new InvalidOperationException($"{(module.Path.Length == 0 ? "The model" : module.Path)} is in training mode, where a normalisation takes the statistics of the batch: call eval() on the model, which is for inference alone once its normalisations are folded.");
        }

        comparison = new(linked, options, ("Folded", "original"));
    }

    /// <summary>Does it.</summary>
    public FoldedNorms Run()
    {
        using var gradients = no_grad();
        try
        {
            var norms = Compared(FoldAll);
            var largest = comparison.Check();
            if (norms.Folded.Count > 0)
            {
                pruning.CompleteFolding();
            }

            return norms with { LargestDifference = largest };
        }
        catch
        {
            Restore();
            throw;
        }
    }

    // A normalisation changes its statistics in training alone; what else a model counts in buffers must not differ between the runs.
    private FoldedNorms Compared(Func<FoldedNorms> fold)
    {
        var buffers = linked.Live.Modules.Where(m => m.Module is not BatchNorm).SelectMany(m => m.Own)
            .Where(own => own.Tensor.IsBuffer).Select(own => (Buffer: own.Tensor.Tensor, Content: own.Tensor.Tensor.clone())).ToList();
        comparison.RunBefore(false);
        buffers.ForEach(buffer => buffer.Buffer.copy_(buffer.Content));
        var norms = fold();
        comparison.RunAfter();
        buffers.ForEach(buffer => buffer.Buffer.copy_(buffer.Content));
        return norms;
    }

    private FoldedNorms FoldAll()
    {
        var places = NormFolding.Find(Graph()).ToDictionary(place => place.Norm.Path, StringComparer.Ordinal);
        var (folded, kept) = (new List<FoldedNorm>(), new List<KeptNorm>());
        foreach (var norm in linked.Live.Modules.Where(m => m.Module is BatchNorm && !IdentityNorm.Is(m.Module)))
        {
            var place = places.GetValueOrDefault(norm.Path);
            if (place?.Layer is LiveModule layer)
            {
                folded.Add(Fold(norm, layer));
            }
            else
            {
                kept.Add(new(norm.Path, place?.Reason ?? "forward does not call it"));
            }
        }

        return new(folded, kept, double.NaN);
    }

    // An input tells how many axes there are; the graph of a model that takes several has to do without.
    private Graph Graph()
    {
        try
        {
            return pruning.Execute([comparison.Input?.shape ?? ExampleInput.Shape(linked.Groups.Graph)]).Graph;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return linked.Groups.Graph;
        }
    }

    private FoldedNorm Fold(LiveModule norm, LiveModule layer)
    {
        var (module, batchNorm) = (layer.Module, (BatchNorm)norm.Module);
        var (weight, bias) = FoldedWeights.Parameters(module);
        var folded = FoldedWeights.Of(module, batchNorm);
        Put(weight, folded.Weight);
        if (bias is null)
        {
            FoldedWeights.SetBias(module, new(folded.Bias, weight.requires_grad));
            undo.Push(() => FoldedWeights.SetBias(module, null));
        }
        else
        {
            Put(bias, folded.Bias);
        }

        var isGone = exchange.CanReplace(batchNorm, typeof(Identity));
        if (isGone)
        {
            exchange.Replace(batchNorm, nn.Identity());
        }
        else
        {
            norm.Own.ForEach(own => Put(own.Tensor.Tensor, IdentityNorm.Value(batchNorm, own.Name) is { } value ? own.Tensor.Tensor.clone().Fill(value) : own.Tensor.Tensor.clone()));
        }

        return new(norm.Path, layer.Path, isGone);
    }

    private void Put(Tensor tensor, Tensor content)
    {
        var original = tensor.detach();
        undo.Push(() => tensor.set_(original));
        tensor.set_(content);
    }

    private void Restore()
    {
        exchange.Restore();
        while (undo.TryPop(out var action))
        {
            action();
        }
    }
}
