using PrunableModels.Standalone;
using PrunableModels.Tests;
using TinyShakespeare;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Samples.Tests;

/// <summary>The sample of a GPT over characters, in short.</summary>
public sealed class TinyShakespeareTests
{
    private static readonly Settings Short = new() { Steps = 60, Depth = 2, Heads = 3, Length = 32, Written = 100 };

    [Fact]
    public void Heads_perceptrons_and_the_residual_stream_become_narrower_and_the_text_stays_the_same()
    {
        var result = new Experiment(Short).Run(folder: null);
        var (dense, zeroed, compact) = (result.Rows[0], result.Rows[1], result.Rows[2]);

        Assert.Equal(["heads", "perceptrons", "residual stream"], result.Widths.Where(w => w.After < w.Before).Select(w => w.Part).Order(StringComparer.Ordinal));
        Assert.InRange(compact.Parameters, 1, (long)(Short.Left * dense.Parameters));
        Assert.InRange(result.Difference, 0, 1e-5);
        Assert.Equal(zeroed.Nats, compact.Nats, 1e-4);
        Assert.Equal(Short.Written, compact.Text.Length);
        Assert.Equal(zeroed.Text, compact.Text);

        // Far fewer than the verses have characters: they learned something.
        Assert.All(result.Rows, row => Assert.InRange(row.Perplexity, 1, 15));
    }

    [Fact]
    public void A_folder_of_text_is_read_and_the_class_that_is_written_runs_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.txt"), MadeVerses.Write(seed: 3)[..30_000]);
        var result = new Experiment(Short with { Data = folder.Path, Steps = 30 }).Run(folder.File("out"));

        var source = File.ReadAllText(Path.Combine(folder.File("out"), "CompactGpt.cs")).Replace("CompactGpt", StandaloneClass.Name, StringComparison.Ordinal);
        using var model = StandaloneClass.Create(source);
        SafetensorsFile.Load(model, Path.Combine(folder.File("out"), "compact-gpt.safetensors"));
        using var scores = StandaloneClass.Run(model, [zeros([1, Short.Length], ScalarType.Int64)])[0];
        Assert.Equal(result.Rows[^1].Parameters, model.parameters().Sum(p => p.numel()));
        Assert.True(scores.isfinite().all().item<bool>());
    }

    [Fact]
    public void A_folder_without_text_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("too little text", Assert.Throws<ArgumentException>(() => new Experiment(Short with { Data = folder.Path }).Run(folder: null)).Message, StringComparison.Ordinal);
    }
}
