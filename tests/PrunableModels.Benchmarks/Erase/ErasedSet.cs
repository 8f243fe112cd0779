using PrunableModels.Core;
using PrunableModels.Standalone;
using PrunableModels.Zoo;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>Sets of segments of a network that can be erased together, and how exact it is to erase one.</summary>
internal static class ErasedSet
{
    /// <summary>So many segments have few enough sets that all of them can be looked at.</summary>
    private const int MostListed = 10;

    /// <summary>Every set that leaves a network where these are at most a thousand, otherwise random ones.</summary>
    /// <param name="model">The network.</param>
    /// <param name="count">How many random ones.</param>
    public static (IReadOnlyList<IReadOnlyList<string>> Sets, bool AreAll) Of(ZooModel model, int count)
    {
        using var instance = model.Create(ScalarType.Float32);
        var segments = instance.Pruning.Segments;
        List<Segment> erasable = [.. segments.Erasable];
        if (erasable.Count > MostListed)
        {
            return ([.. Enumerable.Range(1, count).Select(seed => SegmentSets.Random(instance.Pruning, seed)).Where(set => set.Count > 0)], false);
        }

        var sets = Enumerable.Range(1, (1 << erasable.Count) - 1).Select(bits => erasable.Where((_, i) => ((bits >> i) & 1) == 1).ToList());
        List<IReadOnlyList<string>> valid = [.. sets.Where(set => Erasure.Of(segments, set).IsValid).Select(set => set.ConvertAll(s => s.Id))];
        return valid.Count <= 1000 ? (valid, true) : ([.. valid.Where((_, i) => i % (valid.Count / count) == 0)], false);
    }

    /// <summary>The largest differences of the erased model and of its class from the zeroed one, as shares of the largest output.</summary>
    public static (double InPlace, double Written) Erase(ZooModel model, IReadOnlyList<string> segments)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        manual_seed(1);
        using var instance = model.Create(ScalarType.Float32);
        ZooCheck.Scramble(instance.Module);
        instance.Module.eval();
        SegmentSets.Zero(instance, segments);
        var zeroed = instance.Run();
        instance.Erase(segments);
        using var written = StandaloneClass.Create(instance.ToClass(StandaloneClass.Name));
        written.load_state_dict(instance.Module.state_dict(), strict: false);
        written.eval();
        return (ZooCheck.Difference(zeroed, instance.Run()), ZooCheck.Difference(zeroed, StandaloneClass.Run(written, instance.Inputs)));
    }
}
