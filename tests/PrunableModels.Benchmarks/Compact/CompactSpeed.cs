using System.Diagnostics;
using PrunableModels.Standalone;
using PrunableModels.Zoo;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>How much faster CIFAR's ResNet-18 is with the same share of every group gone.</summary>
internal static class CompactSpeed
{
    /// <summary>Forward passes, with one image and with 32, with one thread and with one for each processor.</summary>
    public static LatencyTable Of(double share)
    {
        using var scope = NewDisposeScope();
        using var model = ResNet.Eighteen(smallImages: true);
        return model.Pruning.MeasureLatencies(Uniform(model.Pruning, share), randn(32, 3, 32, 32), threads: [.. new[] { 1, Environment.ProcessorCount }.Distinct()]);
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
