using System.Text;
using PrunableModels.Runtimes;
using PrunableModels.Tests;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Onnx.Tests;

/// <summary>What someone sees who exports a model.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly IDisposable gradients = no_grad();

    public void Dispose()
    {
        gradients.Dispose();
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_file_has_the_names_of_the_model_and_takes_any_batch()
    {
        using var model = new Classifier();
        var export = model.ExportOnnx(folder.File("model.onnx"), 2, 3, 8, 8);
        Assert.Equal(["model.onnx"], folder.Names);
        var file = File.ReadAllBytes(folder.File("model.onnx"));
        Assert.Equal(["images"], export.Inputs);
        Assert.Equal(["output"], export.Outputs);
        Assert.Null(export.FixedBatch);
        Assert.Equal(file.LongLength, export.Bytes);
        Assert.All(model.state_dict().Keys.Where(k => !k.EndsWith("num_batches_tracked", StringComparison.Ordinal)), name => Assert.Contains(name, Encoding.Latin1.GetString(file)));

        using var run = new OnnxRun(file);
        Assert.Equal([-1, 3, 8, 8], run.Shape("images"));
        model.eval();
        var images = randn(7, 3, 8, 8);
        Agree(model.call(images), run.Call(images)[0]);
    }

    [Fact]
    public void The_model_stays_as_it_is_and_is_exported_as_in_evaluation()
    {
        using var model = new Classifier();
        model.train();
        using var run = Export(model, 2, 3, 8, 8);
        Assert.All(model.modules(), m => Assert.True(m.training));
        model.eval();
        var images = randn(2, 3, 8, 8);
        Agree(model.call(images), run.Call(images)[0]);
    }

    [Fact]
    public void A_compact_model_is_exported_as_it_is_now()
    {
        using var model = new Classifier();
        model.eval();
        var whole = model.ExportOnnx(Stream.Null, new OnnxOptions { Inputs = [new(1, 3, 8, 8)] }).Bytes;
        model.Compact(Masks.Random(model.Pruning, 0.5, 1));
        using var run = Export(model, 1, 3, 8, 8);
        Assert.True(model.ExportOnnx(Stream.Null, new OnnxOptions { Inputs = [new(1, 3, 8, 8)] }).Bytes < whole);
        var images = randn(4, 3, 8, 8);
        Agree(model.call(images), run.Call(images)[0]);
    }

    [Fact]
    public void A_normalisation_that_is_folded_is_no_longer_there()
    {
        using var model = new Classifier();
        model.eval();
        model.FoldBatchNorm();
        using var file = new MemoryStream();
        model.ExportOnnx(file, new OnnxOptions { Inputs = [new(1, 3, 8, 8)] });
        Assert.DoesNotContain("BatchNormalization", Encoding.Latin1.GetString(file.ToArray()));
        using var run = new OnnxRun(file.ToArray());
        var images = randn(2, 3, 8, 8);
        Agree(model.call(images), run.Call(images)[0]);
    }

    [Fact]
    public void Names_may_be_given()
    {
        using var model = new Classifier();
        using var file = new MemoryStream();
        var export = model.ExportOnnx(file, new OnnxOptions { Inputs = [new(1, 3, 8, 8) { Name = "pixels" }], OutputNames = ["logits"], DynamicBatch = false });
        Assert.Equal(["pixels", "logits"], export.Inputs.Concat(export.Outputs));
        using var run = new OnnxRun(file.ToArray());
        Assert.Equal(["pixels", "logits"], run.Inputs.Concat(run.Outputs));
        Assert.Equal([1, 3, 8, 8], run.Shape("pixels"));
        Assert.Throws<OnnxExportException>(() => model.ExportOnnx(Stream.Null, new OnnxOptions { Inputs = [new(1, 3, 8, 8)], OutputNames = ["a", "b"] }));
    }

    [Fact]
    public void Inputs_parameters_and_outputs_of_one_name_are_told_apart()
    {
        using var model = new Names();
        using var run = Export(model, 2, 6);
        Assert.Equal(3, run.Outputs.Distinct().Count());
        var x = randn(3, 6);
        var (a, b, c) = model.call(x);
        Assert.All(run.Call(x).Zip([a, b, c]), pair => Agree(pair.Second, pair.First));
    }

    [Fact]
    public void Tied_weights_are_written_once()
    {
        using var model = new TiedModel();
        using var run = Export(model, 2, 4);
        Assert.InRange(model.ExportOnnx(Stream.Null, new OnnxOptions { Inputs = [new(2, 4)] }).Bytes, 100 * 32 * 4, 100 * 32 * 5);
        var tokens = randint(100, [3, 4], ScalarType.Int64);
        Agree(model.call(tokens), run.Call(tokens)[0]);
    }

    [Fact]
    public void A_batch_that_the_model_writes_down_stays_as_it_is()
    {
        using var model = new TwoExamples();
        using var file = new MemoryStream();
        var export = model.ExportOnnx(file, new OnnxOptions { Inputs = [new(2, 6)] });
        Assert.NotNull(export.FixedBatch);
        using var run = new OnnxRun(file.ToArray());
        Assert.Equal([2, 6], run.Shape(run.Inputs[0]));
        var x = randn(2, 6);
        Agree(model.call(x), run.Call(x)[0]);
    }

    [Fact]
    public void A_batch_that_decides_what_the_model_does_stays_as_it_is()
    {
        using var model = new OneOrMore();
        foreach (var batch in new long[] { 1, 3 })
        {
            using var file = new MemoryStream();
            Assert.NotNull(model.ExportOnnx(file, new OnnxOptions { Inputs = [new(batch, 6)] }).FixedBatch);
            using var run = new OnnxRun(file.ToArray());
            var x = randn(batch, 6);
            Agree(model.call(x), run.Call(x)[0]);
        }
    }

    [Fact]
    public void What_is_written_in_place_is_what_is_read()
    {
        using var model = new OwnMemory();
        using var run = Export(model, 2, 6);
        var x = randn(3, 6);
        Agree(model.call(x), run.Call(x)[0]);
    }

    [Theory]
    [InlineData(typeof(SharedMemory), "Tensor.relu_ cannot be exported to ONNX: it writes to memory that y shares, which is used afterwards. It stands at SharedMemory.forward")]
    [InlineData(typeof(AlwaysRandom), "functional.dropout cannot be exported to ONNX: it is random in evaluation too. Give it 'training: training'. It stands at AlwaysRandom.forward")]
    [InlineData(typeof(WithoutEqual), "Tensor.digamma cannot be exported to ONNX: digamma is not among the operators that are exported.")]
    [InlineData(typeof(Masked), "Tensor.index cannot be exported to ONNX: it chooses by a mask, so that how much it takes is not known before the model runs. Use masked_fill or where.")]
    [InlineData(typeof(Changed), "index_put_ is not among the operators that are exported")]
    [InlineData(typeof(Bounded), "rows (Embedding) cannot be exported to ONNX: it changes rows when they are looked up. Leave max_norm away.")]
    [InlineData(typeof(Told), "What the model does depends on forward.twice")]
    public void What_cannot_be_exported_is_refused_with_the_reason(Type model, string reason)
    {
        using var instance = (nn.Module)Activator.CreateInstance(model)!;
        var refusal = Assert.Throws<OnnxExportException>(() => ModelExport.Of(((IPrunable)instance).Pruning, new() { Inputs = [new(2, 6)] }));
        Assert.Contains(reason, refusal.Message);
    }

    [Fact]
    public void What_is_too_large_for_a_file_is_refused()
    {
        using var model = new Huge();
        Assert.Contains("bytes, and a file of protocol buffers at most", Assert.Throws<OnnxExportException>(() => model.ExportOnnx(folder.File("huge.onnx"), 1, 30_000)).Message);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Shapes_that_the_model_does_not_take_are_refused()
    {
        using var model = new Classifier();
        Assert.Contains("does not take the shape", Assert.Throws<OnnxExportException>(() => model.ExportOnnx(folder.File("model.onnx"), 1, 4, 8, 8)).Message);
        Assert.Contains("takes 1 tensors", Assert.Throws<OnnxExportException>(() => model.ExportOnnx(folder.File("model.onnx"), new OnnxOptions { Inputs = [new(1, 3, 8, 8), new(1, 3)] })).Message);
        Assert.Empty(folder.Names);
    }

    private static OnnxRun Export<T>(T model, params long[] shape)
        where T : nn.Module, IPrunable
    {
        using var file = new MemoryStream();
        model.ExportOnnx(file, new OnnxOptions { Inputs = [new(shape)] });
        return new(file.ToArray());
    }

    private static void Agree(Tensor expected, Tensor actual) => Assert.InRange(Zoo.ZooCheck.Difference([expected], [actual]), 0, 1e-5);
}
