using System.Diagnostics;
using PrunableModels.Standalone;
using PrunableModels.Zoo;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>How much faster a forward pass of CIFAR's ResNet-18 is with 70 % of every group gone.</summary>
/// <param name="Batch">Images.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Latency">Before and after.</param>
/// <param name="Macs">Multiply-adds before, over those after.</param>
internal sealed record CompactSpeed(int Batch, int Threads, LatencyChange Latency, double Macs)
{
    /// <summary>The time before, over the time after.</summary>
    public double Ratio => Latency.Before / Latency.After;

    public static IEnumerable<CompactSpeed> Of(double share)
    {
        using var scope = NewDisposeScope();
        using var model = ResNet.Eighteen(smallImages: true);
        var mask = Uniform(model.Pruning, share);
        foreach (var threads in Environment.ProcessorCount > 1 ? [1, Environment.ProcessorCount] : new[] { 1 })
        {
            set_num_threads(threads);
            foreach (var batch in new[] { 1, 32 })
            {
                var change = model.Pruning.CompactSizeOf(mask, 1, 3, 32, 32);
                yield return new(batch, threads, model.Pruning.MeasureLatency(mask, randn(batch, 3, 32, 32)), (double)model.Pruning.CountMacs(1, 3, 32, 32) / change.Macs!.After);
            }
        }
    }

    /// <summary>The milliseconds that it takes to make the dense model and load its weights, and the same for the compact class.</summary>
    public static (double Dense, double Compact) LoadTimes(double share)
    {
        using var scope = NewDisposeScope();
        var (dense, compact) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            using var model = ResNet.Eighteen(smallImages: true);
            SafetensorsFile.Write(dense, model.state_dict());
            var small = model.Compact(Uniform(model.Pruning, share), new() { Verify = false });
            small.Save(compact);
            using var first = StandaloneClass.Create(small.ToClass(StandaloneClass.Name));
            var type = first.GetType();
            return (Fastest(() => ResNet.Eighteen(smallImages: true), dense), Fastest(() => (nn.Module)Activator.CreateInstance(type)!, compact));
        }
        finally
        {
            File.Delete(dense);
            File.Delete(compact);
        }
    }

    private static double Fastest(Func<nn.Module> create, string weights) => Enumerable.Range(0, 5).Min(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        using var model = create();
        SafetensorsFile.Load(model, weights);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    });

    private static Tensor Uniform(Pruning pruning, double share) =>
        tensor(pruning.Groups.SelectMany(group => Enumerable.Range(0, group.Width).Select(i => i >= (int)(share * group.Width))).ToArray());
}
