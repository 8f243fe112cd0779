using CsCheck;
using PrunableModels.Runtimes;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Onnx.Tests;

/// <summary>Whatever the operators and however they are wired: an export computes the same, or is refused.</summary>
public sealed class RandomModelTests
{
    private const int Count = 400;
    private const double Allowed = 1e-4;

    // What TorchSharp does not do as it says, and views of which the rank is not known.
    private static readonly string[] MayBeRefused = ["this version of TorchSharp returns what it is given", "dimensions that are not known"];

    [Fact]
    public void What_is_exported_computes_the_same()
    {
        var refused = 0;
        for (var i = 0; i < Count; i++)
        {
            var architecture = Choices.Architectures.Generate(new PCG(5, (ulong)i), null, out _);
            try
            {
                Check(architecture);
            }
            catch (OnnxExportException e) when (MayBeRefused.Any(e.Message.Contains))
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"{e}\n{architecture}");
            }
        }

        Assert.InRange(refused, 0, Count / 10);
    }

    internal static void Check(Architecture architecture)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        manual_seed(architecture.Choices.Seed);
        using var model = architecture.Create();
        ZooCheck.Initialize(model);
        ZooCheck.Scramble(model);
        model.eval();
        model.Compact(Masks.Random(model.Pruning, 0.5, architecture.Choices.Seed), new() { Verify = false });
        var input = architecture.Input.Make();
        var expected = model.call(input);
        var rounding = input.is_floating_point() ? (model.call(input * (1 + (1e-7 * randn_like(input)))) - expected).abs().max().item<double>() : 0;
        if (!expected.isfinite().all().item<bool>())
        {
            return;
        }

        model.to(ScalarType.Float32);
        using var file = new MemoryStream();
        var options = new OnnxOptions { Inputs = [new(architecture.Input.Shape.Extents) { Type = input.is_floating_point() ? ScalarType.Float32 : ScalarType.Int64 }] };
        model.ExportOnnx(file, options);
        using var run = new OnnxRun(file.ToArray());
        var actual = run.Call(input.is_floating_point() ? input.to(ScalarType.Float32) : input)[0];
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected - actual).abs().max().item<double>();
        Assert.True(difference <= Math.Max(Allowed * expected.abs().max().item<double>(), 100 * rounding), $"The outputs differ by {difference:E1} of {expected.abs().max().item<double>():E1}.");
    }
}
