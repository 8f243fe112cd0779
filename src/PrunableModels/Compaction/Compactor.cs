using System;
using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>Removes structures from a live model and compares what it computes before and after.</summary>
internal sealed class Compactor
{
    private readonly Pruning pruning;
    private readonly LinkedModel linked;
    private readonly CompactOptions options;
    private readonly Tensor mask;
    private readonly IReadOnlyList<GroupWidth> widths;
    private Tensor? input;

    public Compactor(Pruning pruning, Tensor mask, CompactOptions options)
        : this(pruning, pruning.Linked, mask, options)
    {
    }

    /// <param name="pruning">The model's pruning.</param>
    /// <param name="linked">The model as it is now, which is not as its pruning knows it while another compaction has not ended.</param>
    /// <param name="mask">The structures that stay.</param>
    /// <param name="options">How.</param>
    public Compactor(Pruning pruning, LinkedModel linked, Tensor mask, CompactOptions options)
    {
        this.pruning = pruning;
        this.linked = linked;
        this.options = options;
        linked.Map.RequireMask(mask);
        this.mask = mask;
        widths = [.. linked.Map.Groups.Select(g => new GroupWidth(g.Id, g.Width, (int)mask[g.Start..g.End].sum().item<long>()))];
        if (widths.FirstOrDefault(w => w.After == 0) is { } empty)
        {
            throw new ArgumentException($"The mask leaves nothing of group '{empty.Id}'.", nameof(mask));
        }
    }

    /// <summary>Does it.</summary>
    public Compaction Run()
    {
        var compaction = Put().Compaction;
        pruning.Complete(compaction);
        return compaction;
    }

    /// <summary>Makes the model compact, of which nobody is told yet; the cut that is returned can undo it.</summary>
    public (ModelCut Cut, Compaction Compaction) Put()
    {
        var comparison = new OutputComparison(linked, options, ("Compact", "zeroed"));
        input = comparison.Input;
        var (parameters, macs) = (linked.Live.CountParameters(), Macs());
        var cut = new ModelCut(linked, mask);
        try
        {
            using var gradients = no_grad();
            var largest = Exchange(cut, comparison);
            return (cut, new(linked.Map, mask, cut.Cuts)
            {
                Replaced = cut.Replaced,
                Widths = widths,
                Parameters = new(parameters, linked.Live.CountParameters()),
                Macs = macs is { } before && Macs() is { } after ? new(before, after) : null,
                LargestDifference = largest,
                InputShape = input?.shape,
            });
        }
        catch
        {
            cut.Restore();
            throw;
        }
    }

    /// <summary>Does something with the compact model, which is whole again afterwards, bit for bit.</summary>
    public TResult Try<TResult>(Func<TResult> use)
    {
        using var gradients = no_grad();
        var cut = new ModelCut(linked, mask);
        try
        {
            cut.PutCompact();
            return use();
        }
        finally
        {
            cut.Restore();
        }
    }

    private double Exchange(ModelCut cut, OutputComparison comparison)
    {
        if (options.Verify)
        {
            cut.PutZeroed();
            comparison.RunBefore(TrainsAlike() ? [false, true] : [false]);
        }

        cut.PutCompact();
        comparison.RunAfter();
        cut.ResetBuffers();
        return comparison.Check();
    }

    // In training the outputs agree where nothing is random and every normalisation has several values to a channel.
    private bool TrainsAlike()
    {
        if (input is null || linked.Groups.Graph.Undecided.Count > 0 || linked.Groups.Graph.Nodes.Any(n => n.Operator.IsRandom || n.Operator == OperatorTable.Unknown))
        {
            return false;
        }

        return Known(() =>
        {
            var nodes = pruning.Execute([input.shape]).Graph.Nodes;
            return HasSeveral(nodes, "batch_norm", 1, 1) && HasSeveral(nodes, "instance_norm", 0, 1);
        });
    }

    // Over the axes that such normalisations take statistics over, all but those from first to last.
    private static bool HasSeveral(IEnumerable<Node> nodes, string norm, int first, int last) => nodes
        .Where(n => n.Operator.Name.StartsWith(norm, StringComparison.Ordinal))
        .Select(n => n.Outputs[0].Type.Axes.Where((_, axis) => axis < first || axis > last).ToList())
        .All(axes => axes.All(a => a.Extent.IsConstant(out _)) && axes.Any(a => a.Extent.IsConstant(out var extent) && extent > 1));

    // Inference may know less of an input than the model that runs on it.
    private static TResult? Known<TResult>(Func<TResult> infer)
    {
        try
        {
            return infer();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return default;
        }
    }

    private long? Macs() => input is null || linked.Groups.Graph.Inputs.Count != 1 ? null : Known(() => (long?)pruning.CountMacs([1, .. input.shape[1..]]));
}
