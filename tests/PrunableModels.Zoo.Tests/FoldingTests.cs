using PrunableModels.Standalone;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>Batch normalisations that are folded into the layers before them: the model computes the same, and so does the class that is written.</summary>
[Collection(nameof(DrawnAlone))]
public sealed class FoldingTests
{
    private static readonly Lazy<IReadOnlyList<string>> WithNorms = new(() => [.. Models.All.Where(HasNorms).Select(m => m.Name)]);

    public static TheoryData<string> Names() => [.. WithNorms.Value];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_stay_what_they_are(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var instance = Create(name, ScalarType.Float64);
        var expected = instance.Run();

        var norms = instance.FoldBatchNorm();

        Assert.InRange(ZooCheck.Difference(expected, instance.Run()), 0, 1e-12);
        Assert.InRange(norms.LargestDifference, 0, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_compact_model_is_folded_and_written_without_what_is_folded(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var instance = Create(name, ScalarType.Float32);
        var path = Path.GetTempFileName();
        instance.Compact(Masks.Random(instance.Pruning, 0.5, 1));
        var expected = instance.Run();

        var norms = instance.FoldBatchNorm();
        using var standalone = StandaloneClass.Create(instance.ToClass(StandaloneClass.Name));
        instance.Save(path);
        SafetensorsFile.Load(standalone, path);
        File.Delete(path);
        standalone.eval();

        Assert.Equal(norms.Kept.Select(norm => norm.Path).Order(StringComparer.Ordinal), standalone.named_modules().Where(m => m.module is BatchNorm).Select(m => m.name).Order(StringComparer.Ordinal));
        Assert.InRange(ZooCheck.Difference(expected, StandaloneClass.Run(standalone, instance.Inputs)), 0, 1e-4);
    }

    /// <summary>Every convolution of these has a normalisation after it, as their papers say.</summary>
    [Theory]
    [InlineData("resnet-18", 1 + (2 * 8) + 3)]
    [InlineData("resnet-50", 1 + (3 * 16) + 4)]
    [InlineData("vgg16-bn", 13)]
    [InlineData("mobilenet v2", 1 + 2 + (3 * 16) + 1)]
    public void Every_normalisation_of_a_published_architecture_is_folded(string name, int expected)
    {
        using var scope = NewDisposeScope();
        using var instance = Models.Find(name).CreateFull!();
        instance.Module.eval();

        var norms = instance.FoldBatchNorm();

        Assert.Empty(norms.Kept);
        Assert.Equal(expected, norms.Folded.Count);
        Assert.Equal(expected, norms.Folded.Select(norm => norm.Layer).Distinct().Count());
        Assert.Equal(expected, instance.Module.modules().OfType<Convolution>().Count(layer => layer.bias is not null));
    }

    private static bool HasNorms(ZooModel model)
    {
        using var instance = model.Create(ScalarType.Float32);
        return instance.Module.modules().Any(m => m is BatchNorm);
    }

    private static ZooInstance Create(string name, ScalarType type)
    {
        manual_seed(1);
        var instance = Models.Find(name).Create(type);
        ZooCheck.Scramble(instance.Module);
        instance.Module.eval();
        return instance;
    }
}
