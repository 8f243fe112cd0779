using System.Diagnostics;
using PrunableModels.Core;
using PrunableModels.Zoo;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>What is counted in a linked model.</summary>
internal sealed record ModelCount(int Groups, int Structures, double Share, IReadOnlyList<string> Kept)
{
    public static ModelCount Of(Pruning pruning)
    {
        var linked = pruning.Linked;
        var (prunable, all) = (Explanation.Of(linked.Groups, null, linked.WhyKept).InGroups ?? 0, linked.Live.CountParameters());
        return new(linked.Spaces.Count, linked.Map.Count, all == 0 ? 0 : 100.0 * prunable / all, [.. linked.Kept.Select(k => $"{k.Group.Id}: {k.Reason}")]);
    }
}

/// <summary>What is measured of a model of the zoo.</summary>
internal sealed record ZooMeasurement(ModelCount Small, ModelCount? Full, double LinkMilliseconds, double Float32, double Float64, bool Trains)
{
    private const int Links = 5;
    private static readonly double[] Shares = [0.1, 0.5, 0.9];

    public static ZooMeasurement Of(ZooModel model, bool quick)
    {
        using var scope = NewDisposeScope();
        using var instance = model.Create(ScalarType.Float32);
        var small = ModelCount.Of(instance.Pruning);
        var full = quick || model.CreateFull is not { } create ? null : Counted(create);
        return new(small, full, LinkTime(model), Largest(model, ScalarType.Float32), Largest(model, ScalarType.Float64), small.Groups > 0 && Train(instance));
    }

    private static ModelCount Counted(Func<ZooInstance> create)
    {
        using var scope = NewDisposeScope();
        using var instance = create();
        return ModelCount.Of(instance.Pruning);
    }

    private static double LinkTime(ZooModel model)
    {
        var times = new List<double>();
        for (var i = 0; i < Links; i++)
        {
            using var instance = model.Create(ScalarType.Float32);
            var pruning = instance.Pruning;
            var watch = Stopwatch.StartNew();
            _ = pruning.Map;
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(Links / 2);
    }

    private static double Largest(ZooModel model, ScalarType type) => Shares.Select((keep, seed) =>
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        using var instance = model.Create(type);
        return ZooCheck.Difference(instance, keep, seed);
    }).Max();

    private static bool Train(ZooInstance instance)
    {
        ZooCheck.TrainingStep(instance);
        instance.Compact(Masks.Random(instance.Pruning, 0.5, 0));
        ZooCheck.TrainingStep(instance);
        return true;
    }
}
