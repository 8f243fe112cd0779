using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cifar10;

/// <summary>The middle half of a sample of times, in milliseconds.</summary>
internal readonly record struct Quartiles(double Lower, double Median, double Upper)
{
    public static Quartiles Of(IEnumerable<double> sample)
    {
        var sorted = sample.Order().ToArray();
        return new Quartiles(At(0.25), At(0.5), At(0.75));

        double At(double share)
        {
            var place = share * (sorted.Length - 1);
            var below = (int)place;
            var above = Math.Min(below + 1, sorted.Length - 1);
            return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
        }
    }
}

/// <summary>How long models take for a batch.</summary>
internal static class Latency
{
    private const int WarmUp = 5;

    /// <summary>
    /// Times the models in turns, so that whatever else the machine does meets all of them alike; every round begins with another
    /// model, because the first one finds the caches cold.
    /// </summary>
    public static Quartiles[] Measure(IReadOnlyList<Module<Tensor, Tensor>> models, int batch, int rounds, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var input = randn(batch, ImageSet.Channels, ImageSet.Side, ImageSet.Side);
        var times = models.Select(_ => new List<double>(rounds)).ToArray();
        foreach (var model in models)
        {
            model.eval();
        }

        for (var round = -WarmUp; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var turn = 0; turn < models.Count; turn++)
            {
                var i = (turn + round + WarmUp) % models.Count;
                var time = TimeOnce(models[i], input);
                if (round >= 0)
                {
                    times[i].Add(time);
                }
            }
        }

        return [.. times.Select(Quartiles.Of)];
    }

    private static double TimeOnce(Module<Tensor, Tensor> model, Tensor input)
    {
        using var scope = NewDisposeScope();
        var start = Stopwatch.GetTimestamp();
        model.call(input);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
