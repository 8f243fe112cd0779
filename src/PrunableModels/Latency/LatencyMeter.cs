using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels;

/// <summary>
/// Measures forward passes of a model as it is and as it would be once compact, in turns, so that what else the machine does falls on
/// both alike, and the fastest pass counts, since it only ever adds time. The model is whole again after every turn.
/// </summary>
internal sealed class LatencyMeter(nn.Module model, Pruning pruning, Tensor input)
{
    private const int Rounds = 4;

    /// <summary>What a turn takes at least.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);

    /// <summary>The latency with the structures of a mask, and with all.</summary>
    public LatencyChange Measure(Tensor mask)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var random = new RandomState();
        var compactor = new Compactor(pruning, mask, new() { Verify = false });
        var (whole, compact) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round < Rounds; round++)
        {
            whole.AddRange(InEvaluation(Passes));
            compact.AddRange(compactor.Try(() => InEvaluation(Passes)));
        }

        return new(whole.Min(), compact.Min());
    }

    private List<TimeSpan> InEvaluation(Func<List<TimeSpan>> measure) => ModelRun.Outputs(pruning.Linked.Live, measure, training: false);

    // The first pass makes what others find made.
    private List<TimeSpan> Passes()
    {
        Pass();
        var times = new List<TimeSpan>();
        for (var start = Stopwatch.GetTimestamp(); times.Count < 2 || Stopwatch.GetElapsedTime(start) < Turn;)
        {
            times.Add(Pass());
        }

        return times;
    }

    private TimeSpan Pass()
    {
        using var scope = NewDisposeScope();
        var start = Stopwatch.GetTimestamp();
        var outputs = ModelRun.Call(model, input);
        if (input.device_type == DeviceType.CUDA)
        {
            cuda.synchronize(input.device);
        }

        GC.KeepAlive(outputs);
        return Stopwatch.GetElapsedTime(start);
    }
}
