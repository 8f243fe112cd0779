using Cifar10;
using PrunableModels;
using PrunableModels.Core;
using Spectre.Console;
using static TorchSharp.torch;

namespace OperatorErasing;

/// <summary>Trains the network with an optimizer that erases, takes away what it erased, and shows both.</summary>
/// <param name="folder">The folder of CIFAR-10's images; null for drawn ones.</param>
/// <param name="epochs">Passes over the training images.</param>
/// <param name="count">How many of these there are.</param>
/// <param name="share">The share of the multiply-adds that may be left.</param>
/// <param name="seed">What is drawn depends on it alone.</param>
internal sealed class Experiment(string? folder, int epochs, int count, double share, int seed)
{
    private const int Batch = 64;
    private const int TestImages = 1000;

    private static readonly long[] Shape = [1, ImageSet.Channels, ImageSet.Side, ImageSet.Side];

    public void Run()
    {
        manual_seed(seed);
        using var train = folder is null ? SyntheticData.Draw(count, seed, SyntheticData.TrainStream) : CifarData.ReadTraining(folder, count);
        using var test = folder is null ? SyntheticData.Draw(TestImages, seed, SyntheticData.TestStream) : CifarData.ReadTest(folder);
        using var normalisation = Normalisation.Of(train);
        var (batches, heldOut) = (new Batches(train, normalisation, Batch, new Random(seed), augment: folder is not null), new Batches(test, normalisation, Batch));
        using var model = new StackedUnets([8, 16, 32], [8, 12, 16], features: 32);
        Show(model.Pruning.Segments);

        using var optimizer = model.H2spg(new()
        {
            Variant = BaseUpdate.AdamW(3e-3),
            Target = PruningTarget.Macs(share, Shape),
            TotalSteps = (long)epochs * batches.Count,
        });
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var result = Training.RunEpoch(model, batches, optimizer, scheduler: null, CancellationToken.None);
            AnsiConsole.MarkupLineInterpolated($"epoch {epoch}: loss {result.Loss:F3}, {optimizer.Erased.Count} segments at zero");
        }

        var (macs, accuracy) = (model.Pruning.CountMacs(Shape), Training.Accuracy(model, heldOut, CancellationToken.None));
        var before = model.Pruning.ToDot(new() { Coloring = PictureColoring.Segments, Erased = optimizer.Erased }, Shape);
        Finish(model, before, macs, accuracy, heldOut);
    }

    private static void Show(SegmentGraph segments)
    {
        var table = new Table().AddColumns("segment", "first parameter", "erasable");
        foreach (var segment in segments.Segments.Where(s => !s.IsJoint))
        {
            table.AddRow($"{segment.Number}", Markup.Escape(segment.Parameters.Count > 0 ? segment.Id : "-"), Markup.Escape(segment.Kept is { } kept ? $"no: {kept.Message}" : "yes"));
        }

        AnsiConsole.Write(table);
    }

    private static void Finish(StackedUnets model, string before, long macs, double accuracy, Batches heldOut)
    {
        var output = Directory.CreateDirectory("out").FullName;
        var compact = model.Erase();
        compact.WriteClass(Path.Combine(output, "SmallerUnets.cs"));
        compact.Save(Path.Combine(output, "smaller-unets.safetensors"));
        File.WriteAllText(Path.Combine(output, "before.dot"), before);
        File.WriteAllText(Path.Combine(output, "after.dot"), model.Pruning.ToDot(new() { Coloring = PictureColoring.Segments, IsAfter = true }, Shape));
        AnsiConsole.MarkupLineInterpolated($"erased: {string.Join(", ", model.Pruning.Erased)}");
        AnsiConsole.MarkupLineInterpolated($"multiply-adds: {macs:N0} before, {model.Pruning.CountWrittenMacs(Shape):N0} in the class that is written");
        AnsiConsole.MarkupLineInterpolated($"accuracy: {accuracy:P1} zeroed, {Training.Accuracy(model, heldOut, CancellationToken.None):P1} erased; outputs differ by {compact.LargestDifference:E1} of the largest");
        AnsiConsole.MarkupLineInterpolated($"out holds the class, its weights, and pictures before and after in DOT");
    }
}
