using System.Diagnostics;
using static TorchSharp.torch;

namespace PrunableModels.Studies;

/// <summary>How long models take for a batch, measured in turns.</summary>
internal static class ForwardTimes
{
    private const int WarmUp = 5;

    /// <summary>The median milliseconds of a forward pass in evaluation, for each.</summary>
    public static double[] Medians(IReadOnlyList<Runner> runners, int batch, int rounds)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        long[] shape = [batch, .. runners[0].ExampleShape[1..]];
        var input = randn(shape);
        var times = runners.Select(_ => new List<double>(rounds)).ToArray();
        for (var round = -WarmUp; round < rounds; round++)
        {
            for (var i = 0; i < runners.Count; i++)
            {
                using var inner = NewDisposeScope();
                runners[i].Model.eval();
                var start = Stopwatch.GetTimestamp();
                runners[i].Model.call(input);
                if (round >= 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        return [.. times.Select(all => all.Order().ElementAt(all.Count / 2))];
    }
}
