using ExistingModel;
using PrunableModels.Standalone;
using PrunableModels.Tests;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Samples.Tests;

/// <summary>The sample of a model that was brought in, in short. What its page says of the steps, the tests of documents compile.</summary>
public sealed class ExistingModelTests
{
    [Fact]
    public void It_trains_and_prunes_and_its_class_runs_alone()
    {
        using var folder = new TemporaryFolder();
        var result = new Experiment(epochs: 2, images: 320, sparsity: 0.5, seed: 1).Run(folder.Path);
        Assert.Equal(result.Zeroed, result.Compact, 2e-3);
        Assert.InRange(result.Difference, 0, 1e-4);
        Assert.InRange(result.Parameters.After, 1, 0.8 * result.Parameters.Before);
        Assert.InRange(result.Macs.After, 1, 0.95 * result.Macs.Before);

        var source = File.ReadAllText(folder.File("CompactShapeNet.cs")).Replace("CompactShapeNet", StandaloneClass.Name, StringComparison.Ordinal);
        using var model = StandaloneClass.Create(source);
        SafetensorsFile.Load(model, folder.File("compact-shape-net.safetensors"));
        model.eval();
        using var scores = StandaloneClass.Run(model, [zeros(2, 3, 32, 32)])[0];
        Assert.Equal([2, 10], scores.shape);
    }
}
