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
    private readonly nn.Module model;
    private readonly Pruning pruning;
    private readonly LinkedModel linked;
    private readonly CompactOptions options;
    private readonly Tensor mask;
    private readonly IReadOnlyList<GroupWidth> widths;
    private Tensor? input;

    public Compactor(nn.Module model, Pruning pruning, Tensor mask, CompactOptions options)
    {
        this.model = model;
        this.pruning = pruning;
        this.options = options;
        linked = pruning.Linked;
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
        input = options.ExampleInput ?? (options.Verify && options.Run is null ? ExampleInput.Make(linked) : null);
        var (parameters, macs) = (pruning.CountParameters(), Macs());
        var cuts = TensorCut.Of(linked.Map, mask);
        var compensator = new Compensator(linked, mask, cuts);
        var layers = new RecurrentLayers(linked.Live);
        layers.Ask();
        var tensors = new ModelTensors(linked.Live, linked.Map, mask, cuts, compensator.Paths);
        var sizes = new LayerSizes(linked, mask);
        var largest = double.NaN;
        try
        {
            using var gradients = no_grad();
            largest = Exchange(tensors, layers, sizes, compensator, cuts);
        }
        catch
        {
            using var gradients = no_grad();
            compensator.Restore();
            layers.Restore();
            tensors.Restore();
            sizes.Restore();
            throw;
        }

        var compaction = new Compaction(linked.Map, mask, layers.Follow(cuts))
        {
            Replaced = layers.Replaced,
            Widths = widths,
            Parameters = new(parameters, pruning.CountParameters()),
            LargestDifference = largest,
            InputShape = input?.shape,
        };
        pruning.Complete(compaction);
        return compaction with { Macs = macs is { } before && Macs() is { } after ? new(before, after) : null };
    }

    /// <summary>Does something with the compact model, which is whole again afterwards, bit for bit.</summary>
    public TResult Try<TResult>(Func<TResult> use)
    {
        using var gradients = no_grad();
        var cuts = TensorCut.Of(linked.Map, mask);
        var compensator = new Compensator(linked, mask, cuts);
        var layers = new RecurrentLayers(linked.Live);
        layers.Ask();
        var tensors = new ModelTensors(linked.Live, linked.Map, mask, cuts, compensator.Paths);
        var sizes = new LayerSizes(linked, mask);
        try
        {
            tensors.PutCompact();
            layers.Exchange(cuts);
            sizes.Set(cuts);
            compensator.Apply();
            return use();
        }
        finally
        {
            compensator.Restore();
            layers.Restore();
            tensors.Restore();
            sizes.Restore();
        }
    }

    private double Exchange(ModelTensors tensors, RecurrentLayers layers, LayerSizes sizes, Compensator compensator, List<TensorCut> cuts)
    {
        IReadOnlyList<bool> modes = !options.Verify ? [] : TrainsAlike() ? [false, true] : [false];
        var before = new List<IReadOnlyList<Tensor>>();
        if (options.Verify)
        {
            tensors.PutZeroed();
            before.AddRange(Outputs(modes, e => options.ExampleInput is null && options.Run is null
                ? new InvalidOperationException($"The model does not run on the input of shape [{string.Join(", ", input!.shape)}] that was made for the comparison: {e.Message} {ExampleInput.Ask}", e)
                : null));
        }

        tensors.PutCompact();
        layers.Exchange(cuts);
        sizes.Set(cuts);
        compensator.Apply();
        var after = Outputs(modes, e => new CompactionException(e));
        tensors.ResetBuffers();
        return modes.Select((training, i) => Check(before[i], after[i], training)).DefaultIfEmpty(double.NaN).Max();
    }

    private List<IReadOnlyList<Tensor>> Outputs(IReadOnlyList<bool> modes, Func<Exception, Exception?> explain)
    {
        try
        {
            return [.. modes.Select(training => ModelRun.Outputs(linked.Live, options.Run ?? (() => ModelRun.Call(model, input!)), training))];
        }
        catch (Exception e) when (explain(e) is { } explained)
        {
            throw explained;
        }
    }

    private double Check(IReadOnlyList<Tensor> before, IReadOnlyList<Tensor> after, bool training)
    {
        var (difference, largest) = ModelRun.Compare(before, after);
        var allowed = largest * (options.Tolerance ?? Rounding(before));
        if (difference <= allowed)
        {
            return largest == 0 ? 0 : difference / largest;
        }

        var mode = training ? "training" : "evaluation";
        throw KernelFault.Find(linked.Live) is { } fault
            ? new CompactionException(difference, allowed, mode, fault)
            : new CompactionException(difference, allowed, mode);
    }

    private static double Rounding(IReadOnlyList<Tensor> outputs) => outputs.Select(o => o.dtype).Distinct().Max(type => type switch
    {
        ScalarType.Float64 => 1e-9,
        ScalarType.Float16 => 2e-2,
        ScalarType.BFloat16 => 1e-1,
        _ => 1e-4,
    });

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
