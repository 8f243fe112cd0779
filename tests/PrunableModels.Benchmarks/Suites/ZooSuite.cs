using System.Text.Json.Nodes;
using PrunableModels.Kernels;
using PrunableModels.Zoo;

namespace PrunableModels.Benchmarks;

/// <summary>Every model of the zoo: what can be removed from it, and that removing it is exact.</summary>
internal sealed class ZooSuite : ISuite
{
    public string Name => "zoo";

    public string Description => "every model of the zoo: groups, shares, link times, exactness in 32 and 64 bits, training before and after";

    public SuiteResult Run(SuiteOptions options)
    {
        SoundKernels.Ensure();
        var all = Models.All.Select(m => (Model: m, Result: Measure(m, options.Quick))).ToList();
        var measured = all.Select(r => r.Result.Measured).OfType<ZooMeasurement>().ToList();
        bool All(Func<ZooMeasurement, bool> holds) => measured.Count == all.Count && measured.All(holds);
        string Count(Func<ZooMeasurement, bool> holds) => $"{measured.Count(holds)} of {all.Count}";
        return new(
            ["model", "groups", "structures", "prunable %", "kept", "groups, full size", "structures, full size", "prunable %, full size", "link ms", "float32", "float64", "trains"],
            [.. all.Select(r => Describe(r.Model.Name, r.Result.Measured, r.Result.Failure))],
            [.. Notes(all.Select(r => (r.Model.Name, r.Result)))],
            [
                new("models that run", $"{measured.Count} of {all.Count}", "all", measured.Count == all.Count),
                new("float32 difference", $"{measured.Select(m => m.Float32).DefaultIfEmpty(double.NaN).Max():E1}", "<= 1e-5 in every row", All(m => m.Float32 <= 1e-5)),
                new("float64 difference", $"{measured.Select(m => m.Float64).DefaultIfEmpty(double.NaN).Max():E1}", "<= 1e-12 in every row", All(m => m.Float64 <= 1e-12)),
                new("models with groups", Count(m => m.Small.Groups > 0), "all", All(m => m.Small.Groups > 0)),
                new("models that train before and after", Count(m => m.Trains), "all", All(m => m.Trains)),
            ]);
    }

    private static (ZooMeasurement? Measured, string? Failure) Measure(ZooModel model, bool quick)
    {
        try
        {
            Console.Error.WriteLine(model.Name);
            return (ZooMeasurement.Of(model, quick), null);
        }
        catch (Exception e)
        {
            return (null, e.Message.Split('\n')[0]);
        }
    }

    private static Row Describe(string name, ZooMeasurement? m, string? failure) => m is null
        ? new([name, .. Enumerable.Repeat("", 10), "failed"], new() { ["model"] = name, ["failure"] = failure })
        : new(
            [
                name, $"{m.Small.Groups}", $"{m.Small.Structures}", $"{m.Small.Share:F1}", $"{m.Small.Kept.Count}",
                $"{m.Full?.Groups}", $"{m.Full?.Structures}", m.Full is null ? "" : $"{m.Full.Share:F1}", $"{m.LinkMilliseconds:F1}", $"{m.Float32:E1}", $"{m.Float64:E1}", m.Trains ? "yes" : "no",
            ],
            new()
            {
                ["model"] = name, ["small"] = Json(m.Small), ["full"] = m.Full is null ? null : Json(m.Full), ["linkMilliseconds"] = m.LinkMilliseconds,
                ["float32"] = Finite(m.Float32), ["float64"] = Finite(m.Float64), ["trains"] = m.Trains,
            });

    private static JsonObject Json(ModelCount count) => new()
    {
        ["groups"] = count.Groups, ["structures"] = count.Structures, ["prunablePercent"] = count.Share, ["kept"] = new JsonArray([.. count.Kept.Select(k => JsonValue.Create(k))]),
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static IEnumerable<string> Notes(IEnumerable<(string Name, (ZooMeasurement? Measured, string? Failure) Result)> all)
    {
        foreach (var (name, (measured, failure)) in all)
        {
            if (failure is not null)
            {
                yield return $"{name} failed: {failure}";
            }

            foreach (var reason in (measured?.Small.Kept ?? []).GroupBy(k => Reason(k[(k.IndexOf(": ", StringComparison.Ordinal) + 2)..])))
            {
                yield return $"{name} keeps {reason.Count()}: {reason.Key}";
            }
        }
    }

    // Without its place, which is in the JSON.
    private static string Reason(string reason) => reason.LastIndexOf(" (", StringComparison.Ordinal) is var at and > 0 && reason.EndsWith(')') && reason.Contains(".cs", StringComparison.Ordinal) ? reason[..at] : reason;
}
