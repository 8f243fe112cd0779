using System.Text.Json.Nodes;
using PrunableModels.Kernels;
using PrunableModels.Zoo;

namespace PrunableModels.Benchmarks;

/// <summary>Compact models in their forms: exact, small, and as fast as that lets expect.</summary>
internal sealed class CompactSuite : ISuite
{
    private const double Tolerance = 1e-5;
    private const double OnnxTolerance = 1e-4;
    private const double SpeedShare = 0.7;

    private static readonly double[] Shares = [0.5, 0.7];

    public string Name => "compact";

    public string Description => "every model of the zoo in place, as a compiled class and in ONNX Runtime against the zeroed model; speed and load time of CIFAR's ResNet-18";

    public SuiteResult Run(SuiteOptions options)
    {
        // Speed first, with all that the machine has.
        var speeds = CompactSpeed.Of(SpeedShare).Rows;
        var (dense, compact) = CompactSpeed.LoadTimes(SpeedShare);
        SoundKernels.Ensure();
        var all = Models.All.SelectMany(model => (options.Quick ? [Shares[0]] : Shares).Select(share => (Model: model.Name, Share: share, Result: Measure(model, share)))).ToList();
        var measured = all.Select(row => row.Result.Measured).OfType<CompactMeasurement>().ToList();
        var written = measured.Where(m => m.Written is not null).ToList();
        var exported = measured.Where(m => m.Onnx is not null).ToList();
        return new(
            ["model", "gone %", "in place", "class", "ONNX", "parameters %", "MACs %", "latency %", "latency / MACs", "file KB", "compaction ms"],
            [.. all.Select(row => Row(row.Model, row.Share, row.Result))],
            [
                .. all.Where(row => row.Share == Shares[0] && row.Result.Measured?.Refusal is not null).Select(row => $"{row.Model}: no class: {row.Result.Measured!.Refusal}"),
                .. all.Where(row => row.Share == Shares[0] && row.Result.Measured?.OnnxRefusal is not null).Select(row => $"{row.Model}: no ONNX: {row.Result.Measured!.OnnxRefusal}"),
                .. all.Where(row => row.Result.Failure is not null).Select(row => $"{row.Model} failed: {row.Result.Failure}"),
                .. speeds.Select(row => $"resnet-18 cifar, {SpeedShare:P0} of every group gone, {row}"),
                $"resnet-18 cifar, made and loaded: dense {dense:F1} ms, compact class {compact:F1} ms",
            ],
            [
                new("measurements", $"{measured.Count} of {all.Count}", "all", measured.Count == all.Count),
                new("in place from zeroed", $"{measured.Select(m => m.InPlace).DefaultIfEmpty(double.NaN).Max():E1}", $"<= {Tolerance:E0}", measured.Count > 0 && measured.All(m => m.InPlace <= Tolerance)),
                new("classes from zeroed", $"{written.Select(m => m.Written!.Value).DefaultIfEmpty(double.NaN).Max():E1}", $"<= {Tolerance:E0}", written.Count > 0 && written.All(m => m.Written <= Tolerance)),
                new("ONNX from zeroed", $"{exported.Select(m => m.Onnx!.Value).DefaultIfEmpty(double.NaN).Max():E1}", $"<= {OnnxTolerance:E0}", exported.Count > 0 && exported.All(m => m.Onnx <= OnnxTolerance)),
                new("classes written, or refused with the place in the source", $"{written.Count} and {measured.Count - written.Count} of {all.Count}", "all", measured.Count == all.Count),
                Speed(1, 4.3),
                Speed(32, 6.0),
                new("load time of the compact class, of dense", $"{compact / dense:F2}", "< 1", compact < dense),
                new(
                    "bytes of a file over those of its tensors", $"{measured.Select(m => (double)m.FileBytes / m.ParameterBytes).DefaultIfEmpty(double.NaN).Max():F2}",
                    "the tensors and a header of at most 128 KB", measured.All(m => m.FileBytes - m.ParameterBytes <= 128 * 1024)),
            ]);

        Goal Speed(int batch, double wanted)
        {
            var best = speeds.Where(s => s.Batch == batch).Max(s => s.Speedup);
            return new($"resnet-18 cifar, times as fast at batch {batch}", $"{best:F2}", $">= {wanted:F1}", best >= wanted);
        }
    }

    private static (CompactMeasurement? Measured, string? Failure) Measure(ZooModel model, double share)
    {
        try
        {
            Console.Error.WriteLine($"{model.Name}, {share:P0}");
            return (CompactMeasurement.Of(model, share), null);
        }
        catch (Exception e)
        {
            return (null, e.Message.Split('\n')[0]);
        }
    }

    private static Row Row(string name, double share, (CompactMeasurement? Measured, string? Failure) result) => result.Measured is not { } m
        ? new([name, $"{100 * share:F0}", .. Enumerable.Repeat("", 8), "failed"], new() { ["model"] = name, ["share"] = share, ["failure"] = result.Failure })
        : new(
            [
                name, $"{100 * share:F0}", $"{m.InPlace:E1}", m.Written is { } written ? $"{written:E1}" : "none", m.Onnx is { } onnx ? $"{onnx:E1}" : "none", $"{100 * m.Parameters:F1}",
                m.Macs is { } macs ? $"{100 * macs:F1}" : "", $"{100 * m.Latency.Share:F0}", m.Macs is { } fewer ? $"{m.Latency.Share / fewer:F1}" : "", $"{m.FileBytes / 1e3:F1}", $"{m.Milliseconds:F1}",
            ],
            new JsonObject
            {
                ["model"] = name, ["share"] = share, ["inPlace"] = m.InPlace, ["class"] = m.Written, ["refusal"] = m.Refusal, ["onnx"] = m.Onnx, ["onnxRefusal"] = m.OnnxRefusal, ["parameters"] = m.Parameters,
                ["macs"] = m.Macs, ["latency"] = m.Latency.Share, ["denseMilliseconds"] = m.Latency.Before.TotalMilliseconds, ["fileBytes"] = m.FileBytes, ["parameterBytes"] = m.ParameterBytes, ["milliseconds"] = m.Milliseconds,
            });
}
