using PrunableModels.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>Sets of segments that can be erased together.</summary>
internal static class SegmentSets
{
    /// <summary>A random set: segments in random order, each taken with even odds where the network stays one.</summary>
    public static List<string> Random(Pruning pruning, int seed)
    {
        var random = new Random(seed);
        var segments = pruning.Segments;
        var chosen = new List<Segment>();
        foreach (var segment in segments.Erasable.OrderBy(_ => random.Next()).ToList())
        {
            if (random.Next(2) == 0 && Erasure.Of(segments, [.. chosen, segment]).IsValid)
            {
                chosen.Add(segment);
            }
        }

        return [.. chosen.Select(s => s.Id)];
    }

    /// <summary>Puts the parameters of segments to zero.</summary>
    public static void Zero(ZooInstance instance, IReadOnlyCollection<string> segments)
    {
        var paths = instance.Pruning.Segments.Erasable.Where(s => segments.Contains(s.Id)).SelectMany(s => s.Parameters).Select(p => p.Path).ToHashSet();
        instance.Module.named_parameters().Where(p => paths.Contains(p.name)).ToList().ForEach(p => p.parameter.zero_());
    }
}
