using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>Runs a model before and after a change that must not change what it computes, and compares the outputs.</summary>
/// <param name="linked">The model.</param>
/// <param name="options">What it is run on, and how large a difference may be. Nothing is run where they say so.</param>
/// <param name="models">What the model is called after and before the change.</param>
internal sealed class OutputComparison(LinkedModel linked, CompactOptions options, (string After, string Before) models)
{
    private IReadOnlyList<bool> modes = [];
    private List<IReadOnlyList<Tensor>> before = [];
    private List<IReadOnlyList<Tensor>> after = [];

    /// <summary>What the model is run on; null where that is not known.</summary>
    public Tensor? Input { get; } = options.ExampleInput ?? (options.Verify && options.Run is null ? ExampleInput.Make(linked) : null);

    /// <summary>Runs the model before the change.</summary>
    /// <param name="training">The modes: evaluation for false, training for true.</param>
    public void RunBefore(params IReadOnlyList<bool> training)
    {
        modes = options.Verify ? training : [];
        before = Outputs(e => options.ExampleInput is null && options.Run is null
            ? new InvalidOperationException($"The model does not run on the input of shape [{string.Join(", ", Input!.shape)}] that was made for the comparison: {e.Message} {ExampleInput.Ask}", e)
            : null);
    }

    /// <summary>Runs the model after the change, in the same modes.</summary>
    /// <exception cref="CompactionException">It does not run.</exception>
    public void RunAfter() => after = Outputs(e => new CompactionException(models.After, e));

    /// <summary>The largest difference, as a share of the largest output; not a number where nothing was run.</summary>
    /// <exception cref="CompactionException">It is larger than rounding explains.</exception>
    public double Check() => modes.Select((training, i) => Check(before[i], after[i], training)).DefaultIfEmpty(double.NaN).Max();

    private List<IReadOnlyList<Tensor>> Outputs(Func<Exception, Exception?> explain)
    {
        try
        {
            return [.. modes.Select(training => ModelRun.Outputs(linked.Live, options.Run ?? (() => ModelRun.Call(linked.Live.Root.Module, Input!)), training))];
        }
        catch (Exception e) when (explain(e) is { } explained)
        {
            throw explained;
        }
    }

    private double Check(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual, bool training)
    {
        var (difference, largest) = ModelRun.Compare(expected, actual);
        var allowed = largest * (options.Tolerance ?? Rounding(expected));
        return difference <= allowed
            ? largest == 0 ? 0 : difference / largest
            : throw new CompactionException(models, difference, allowed, training ? "training" : "evaluation", KernelFault.Find(linked.Live));
    }

    private static double Rounding(IReadOnlyList<Tensor> outputs) => outputs.Select(o => o.dtype).Distinct().Max(type => type switch
    {
        ScalarType.Float64 => 1e-9,
        ScalarType.Float16 => 2e-2,
        ScalarType.BFloat16 => 1e-1,
        _ => 1e-4,
    });
}
