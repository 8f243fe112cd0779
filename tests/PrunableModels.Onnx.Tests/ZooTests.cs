using PrunableModels.Runtimes;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Onnx.Tests;

/// <summary>Half of every group of every model of the zoo removed: ONNX Runtime computes what TorchSharp does, for more than one batch.</summary>
public sealed class ZooTests
{
    private const double Allowed = 1e-4;

    // Native layers that do not tell their settings.
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["transformer classifier"] = "layers.0 (TransformerEncoderLayer) cannot be exported to ONNX: TorchSharp's own does not tell",
    };

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_exported_model_computes_the_same(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var instance = Create(name);
        instance.Compact(Masks.Random(instance.Pruning, 0.5, 1));
        var options = Options(instance);
        if (Refused.TryGetValue(name, out var reason))
        {
            Assert.Contains(reason, Assert.Throws<OnnxExportException>(() => ModelExport.Of(instance.Pruning, options)).Message);
            return;
        }

        Compare(instance, options);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void So_does_a_model_of_which_segments_were_erased(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var instance = Create(name);
        var erased = SegmentSets.Random(instance.Pruning, 1);
        if (!Refused.ContainsKey(name) && erased.Count > 0)
        {
            instance.Erase(erased);
            Compare(instance, Options(instance));
        }
    }

    private static ZooInstance Create(string name)
    {
        manual_seed(1);
        var instance = Models.Find(name).Create(ScalarType.Float32);
        ZooCheck.Scramble(instance.Module);
        instance.Module.eval();
        return instance;
    }

    private static OnnxOptions Options(ZooInstance instance) => new() { Inputs = [.. instance.Inputs.Select(i => new OnnxInput(i.shape) { Type = i.dtype })] };

    private static void Compare(ZooInstance instance, OnnxOptions options)
    {
        var expected = instance.Run();
        var export = ModelExport.Of(instance.Pruning, options);
        using var file = new MemoryStream();
        export.Write(file);
        Assert.Equal(export.Result.Bytes, file.Length);
        Assert.Null(export.Result.FixedBatch);

        using var run = new OnnxRun(file.ToArray());
        Assert.InRange(ZooCheck.Difference(expected, run.Call(instance.Inputs)), 0, Allowed);
        Assert.InRange(ZooCheck.Difference([.. expected.Select(More)], run.Call([.. instance.Inputs.Select(More)])), 0, Allowed);
    }

    private static Tensor More(Tensor batch) => cat([batch, batch, batch.narrow(0, 0, 1)], 0);
}
