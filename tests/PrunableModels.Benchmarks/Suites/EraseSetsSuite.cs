using System.Diagnostics;
using System.Text.Json.Nodes;
using PrunableModels.Kernels;
using PrunableModels.Zoo;

namespace PrunableModels.Benchmarks;

/// <summary>Erasing whatever can be erased together.</summary>
internal sealed class EraseSetsSuite : ISuite
{
    private const double Tolerance = 1e-5;
    private const int RandomSets = 200;
    private const int QuickSets = 10;

    public string Name => "erase-sets";

    public string Description => "every set of segments of the super-networks that leaves a network, or random ones where there are many: erased model and class against the zeroed one";

    public SuiteResult Run(SuiteOptions options)
    {
        SoundKernels.Ensure();
        var rows = Models.SuperNetworks.Select(model => Measure(model, options.Count ?? (options.Quick ? QuickSets : RandomSets), options.Quick)).ToList();
        return new(
            ["network", "sets", "which", "in place", "class", "seconds"],
            [.. rows.Select(r => r.Row)],
            [],
            [
                new("erased models from zeroed", $"{rows.Max(r => r.InPlace):E1}", $"<= {Tolerance:E0}", rows.TrueForAll(r => r.InPlace <= Tolerance)),
                new("classes from zeroed", $"{rows.Max(r => r.Written):E1}", $"<= {Tolerance:E0}", rows.TrueForAll(r => r.Written <= Tolerance)),
            ]);
    }

    private static (Row Row, double InPlace, double Written) Measure(ZooModel model, int count, bool isQuick)
    {
        var watch = Stopwatch.StartNew();
        var (sets, areAll) = ErasedSet.Of(model, count);
        var chosen = isQuick ? [.. sets.Take(count)] : sets;
        var (inPlace, written) = (0.0, 0.0);
        foreach (var set in chosen)
        {
            var (live, plain) = ErasedSet.Erase(model, set);
            (inPlace, written) = (Math.Max(inPlace, live), Math.Max(written, plain));
        }

        var which = areAll && !isQuick ? "all" : "some";
        Console.Error.WriteLine($"{model.Name}: {chosen.Count} sets in {watch.Elapsed.TotalSeconds:F0} s");
        return (
            new(
                [model.Name, $"{chosen.Count}", which, $"{inPlace:E1}", $"{written:E1}", $"{watch.Elapsed.TotalSeconds:F0}"],
                new JsonObject { ["network"] = model.Name, ["sets"] = chosen.Count, ["which"] = which, ["inPlace"] = inPlace, ["written"] = written }),
            inPlace,
            written);
    }
}
