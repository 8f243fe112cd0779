using Cifar10;
using PrunableModels;

namespace ExistingModel;

/// <summary>What came out.</summary>
/// <param name="Zeroed">Accuracy of the model in which what is redundant is zero.</param>
/// <param name="Compact">Accuracy of the model without it.</param>
/// <param name="Parameters">How many parameters there are with and without.</param>
/// <param name="Macs">How many multiply-adds for an image.</param>
/// <param name="Difference">The largest difference between the outputs of the two, as a share of the largest output.</param>
public sealed record Result(double Zeroed, double Compact, SizeChange Parameters, SizeChange Macs, double Difference);

/// <summary>Trains the model that was brought in, prunes it meanwhile, and makes it compact.</summary>
/// <param name="epochs">Passes over the images.</param>
/// <param name="images">How many of them are drawn.</param>
/// <param name="sparsity">The share of structures that go.</param>
/// <param name="seed">What is drawn depends on it alone.</param>
public sealed class Experiment(int epochs, int images, double sparsity, int seed)
{
    private const int Batch = 64;
    private const int TestImages = 1000;

    /// <summary>Runs it.</summary>
    /// <param name="folder">Where the class and its weights are written; null for nowhere.</param>
    /// <param name="told">Hears how it goes.</param>
    public Result Run(string? folder, Action<string>? told = null)
    {
        TorchSharp.torch.manual_seed(seed);
        using var train = SyntheticData.Draw(images, seed, SyntheticData.TrainStream);
        using var test = SyntheticData.Draw(TestImages, seed, SyntheticData.TestStream);
        using var normalisation = Normalisation.Of(train);
        var (batches, heldOut) = (new Batches(train, normalisation, Batch, new Random(seed)), new Batches(test, normalisation, Batch));
        using var model = new ShapeNet();
        using var hesso = model.Hesso(new()
        {
            Variant = BaseUpdate.AdamW(2e-3),
            TargetGroupSparsity = sparsity,
            TotalSteps = (long)epochs * batches.Count,
        });
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var result = Training.RunEpoch(model, batches, hesso, scheduler: null, CancellationToken.None);
            told?.Invoke($"epoch {epoch}: loss {result.Loss:F3}, {hesso.PrunedCount} of {hesso.TargetCount} structures at zero");
        }

        var zeroed = Training.Accuracy(model, heldOut, CancellationToken.None);
        var compact = model.Compact(new() { ExampleInput = TorchSharp.torch.randn(1, ImageSet.Channels, ImageSet.Side, ImageSet.Side) });
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            compact.WriteClass(Path.Combine(folder, "CompactShapeNet.cs"));
            compact.Save(Path.Combine(folder, "compact-shape-net.safetensors"));
        }

        return new(zeroed, Training.Accuracy(model, heldOut, CancellationToken.None), compact.Parameters, compact.Macs!, compact.LargestDifference);
    }
}
