using System.Diagnostics;
using PrunableModels.Core;
using PrunableModels.Onnx;
using PrunableModels.Runtimes;
using PrunableModels.Standalone;
using PrunableModels.Zoo;
using TorchSharp;
using static TorchSharp.torch;

namespace PrunableModels.Benchmarks;

/// <summary>What became of a model of the zoo at one share of structures.</summary>
/// <param name="InPlace">The largest difference of the live compact model from the zeroed one, as a share of the largest output.</param>
/// <param name="Written">The same of the compiled class with the saved weights; null where none can be written.</param>
/// <param name="Refusal">Why no class can be written; null where one can.</param>
/// <param name="Onnx">The same of the ONNX export in ONNX Runtime; null where it is refused.</param>
/// <param name="OnnxRefusal">Why it is; null where it is not.</param>
/// <param name="Parameters">The parameters that are left, as a share.</param>
/// <param name="Macs">The multiply-adds that are left, as a share; null where they do not follow from the input.</param>
/// <param name="Latency">A forward pass on the inputs of the zoo, as a batch as small as they are: the fastest of several, one after the other.</param>
/// <param name="FileBytes">The size of the weights' file.</param>
/// <param name="ParameterBytes">What the parameters and buffers in it take.</param>
/// <param name="Milliseconds">How long compaction took, without its comparison.</param>
internal sealed record CompactMeasurement(
    double InPlace, double? Written, string? Refusal, double? Onnx, string? OnnxRefusal, double Parameters, double? Macs, LatencyChange Latency, long FileBytes, long ParameterBytes, double Milliseconds)
{
    private const int Passes = 10;

    public static CompactMeasurement Of(ZooModel model, double share)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        manual_seed(1);
        using var instance = model.Create(ScalarType.Float32);
        ZooCheck.Scramble(instance.Module);
        instance.Module.eval();
        var mask = Masks.Random(instance.Pruning, 1 - share, 1);
        Masks.Zero(instance.Pruning, mask);
        var zeroed = instance.Run();
        var dense = Fastest(instance);
        var (parameters, macs) = (instance.Pruning.CountParameters(), CountMacs(instance));
        var start = Stopwatch.GetTimestamp();
        instance.Compact(mask);
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var state = instance.Module.state_dict();
        var path = Path.Combine(Path.GetTempPath(), $"prunable-{Guid.NewGuid():N}.safetensors");
        try
        {
            SafetensorsFile.Write(path, state);
            var (written, refusal) = Class(instance, path, zeroed);
            var (onnx, onnxRefusal) = Exported(instance, zeroed);
            return new(
                ZooCheck.Difference(zeroed, instance.Run()),
                written,
                refusal,
                onnx,
                onnxRefusal,
                (double)instance.Pruning.CountParameters() / parameters,
                macs is { } before && CountMacs(instance) is { } after ? (double)after / before : null,
                new(dense, Fastest(instance)),
                new FileInfo(path).Length,
                state.Values.Sum(tensor => tensor.NumberOfElements * tensor.ElementSize),
                milliseconds);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static TimeSpan Fastest(ZooInstance instance)
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < Passes; i++)
        {
            using var scope = NewDisposeScope();
            var start = Stopwatch.GetTimestamp();
            instance.Run();
            fastest = Stopwatch.GetElapsedTime(start) is var taken && taken < fastest ? taken : fastest;
        }

        return fastest;
    }

    private static (double? Difference, string? Refusal) Class(ZooInstance instance, string weights, IReadOnlyList<Tensor> zeroed)
    {
        string source;
        try
        {
            source = instance.ToClass(StandaloneClass.Name);
        }
        catch (CompactClassException e) when (e.Origin is not null)
        {
            return (null, e.Message.Split('\n')[0]);
        }

        using var standalone = StandaloneClass.Create(source);
        SafetensorsFile.Load(standalone, weights);
        standalone.eval();
        return (ZooCheck.Difference(zeroed, StandaloneClass.Run(standalone, instance.Inputs)), null);
    }

    private static (double? Difference, string? Refusal) Exported(ZooInstance instance, IReadOnlyList<Tensor> zeroed)
    {
        try
        {
            using var file = new MemoryStream();
            ModelExport.Of(instance.Pruning, new() { Inputs = [.. instance.Inputs.Select(i => new OnnxInput(i.shape) { Type = i.dtype })] }).Write(file);
            using var run = new OnnxRun(file.ToArray());
            return (ZooCheck.Difference(zeroed, run.Call(instance.Inputs)), null);
        }
        catch (OnnxExportException e)
        {
            return (null, e.Message);
        }
    }

    // Where the model takes one tensor and all sizes follow from its.
    private static long? CountMacs(ZooInstance instance)
    {
        try
        {
            return instance.Inputs.Count == 1 ? instance.Pruning.CountMacs(instance.Inputs[0].shape) : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
