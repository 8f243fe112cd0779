using PrunableModels.Runtimes;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Onnx.Tests;

/// <summary>Every operator by itself, or nearly so: ONNX Runtime computes what TorchSharp does, in numbers, shapes and types, for two batches.</summary>
public sealed class OperatorTests
{
    private const double Allowed = 1e-5;

    [Fact]
    public void Elements() => Check(new ElementFunctions(), m => x => m.call(x[0]), [2, 4, 3, 5]);

    [Fact]
    public void Activations() => Check(new ActivationLayers(), m => x => m.call(x[0]), [2, 4, 3, 5]);

    [Fact]
    public void ArithmeticOfTensorsAndNumbers() => Check(new ArithmeticFunctions(), m => x => m.call(x[0], x[1]), [2, 4, 3], [2, 4, 3]);

    [Fact]
    public void ComparisonsAndChoices() => Check(new ChoiceFunctions(), m => x => m.call(x[0], x[1]), [2, 4, 3], [2, 4, 3]);

    [Fact]
    public void Shapes() => Check(new ShapeFunctions(), m => x => m.call(x[0]), [2, 4, 4, 6]);

    [Fact]
    public void Parts() => Check(new PartFunctions(), m => x => m.call(x[0]), [2, 4, 4, 6]);

    [Fact]
    public void Copies() => Check(new CopyFunctions(), m => x => m.call(x[0]), [2, 4, 4, 6]);

    [Fact]
    public void Sources() => Check(new SourceFunctions(), m => x => m.call(x[0]), [2, 4, 4, 6]);

    [Fact]
    public void Reductions() => Check(new ReductionFunctions(), m => x => m.call(x[0]), [2, 4, 4, 6]);

    [Fact]
    public void ProductsAndAttention() => Check(new ProductFunctions(), m => x => m.call(x[0], x[1]), [2, 4, 5], [2, 4, 5]);

    [Fact]
    public void ConvolutionsOfAllKinds() => Check(new Convolutions(), m => x => m.call(x[0]), [2, 4, 7, 6]);

    [Fact]
    public void Pooling() => Check(new Pools(), m => x => m.call(x[0]), [2, 4, 9, 7]);

    [Fact]
    public void Normalisation() => Check(new Norms(), m => x => m.call(x[0]), [2, 4, 6, 6]);

    [Fact]
    public void Recurrent() => Check(new RecurrentLayers(), m => x => m.call(x[0]), [2, 4, 5]);

    [Fact]
    public void RowsOfTables() => Check(new Tables(), m => x => m.call(x[0]), s => randint(20, s, ScalarType.Int64), [2, 4]);

    private static void Check<T>(T model, Func<T, Func<IReadOnlyList<Tensor>, Tensor[]>> call, params long[][] shapes)
        where T : nn.Module, IPrunable => Check(model, call, s => randn(s), shapes);

    private static void Check<T>(T model, Func<T, Func<IReadOnlyList<Tensor>, Tensor[]>> call, Func<long[], Tensor> draw, params long[][] shapes)
        where T : nn.Module, IPrunable
    {
        using var owned = model;
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        manual_seed(3);
        Zoo.ZooCheck.Initialize(model);
        Zoo.ZooCheck.Scramble(model);
        model.eval();
        using var file = new MemoryStream();
        var export = model.ExportOnnx(file, new OnnxOptions { Inputs = [.. shapes.Select(s => new OnnxInput(s))] });
        Assert.Null(export.FixedBatch);
        using var run = new OnnxRun(file.ToArray());
        foreach (var batch in new long[] { shapes[0][0], 3 })
        {
            Tensor[] inputs = [.. shapes.Select(s => draw([batch, .. s[1..]]))];
            var expected = call(model)(inputs);
            var actual = run.Call(inputs);
            Assert.Equal(expected.Length, actual.Count);
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal((i, expected[i].dtype, string.Join(", ", expected[i].shape)), (i, actual[i].dtype, string.Join(", ", actual[i].shape)));
                var (wide, other) = (expected[i].to(ScalarType.Float64), actual[i].to(ScalarType.Float64));
                Assert.True((wide - other).abs().max().item<double>() <= Allowed * Math.Max(1, wide.abs().max().item<double>()), $"output {i + 1} differs by {(wide - other).abs().max().item<double>():E1}");
            }
        }
    }
}
