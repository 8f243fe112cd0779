using PrunableModels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TinyShakespeare;

/// <summary>A GPT trained dense, the same GPT trained and pruned in one run, and what is left of that.</summary>
/// <param name="settings">How.</param>
public sealed class Experiment(Settings settings)
{
    private const double LearningRate = 3e-3;
    private const double WeightDecay = 0.1;

    /// <summary>Trains, prunes and measures.</summary>
    /// <param name="folder">Where the class and its weights are written; null for nowhere.</param>
    /// <param name="told">Hears how it goes.</param>
    public Result Run(string? folder, Action<string>? told = null)
    {
        using var text = settings.Data is { } data ? Text.Read(data) : Text.Make(settings.Seed);
        var (training, author) = (new Training(text, settings), new Author(text, settings.Length));
        using var dense = MakeModel(text);
        using (var adam = optim.AdamW(dense.parameters(), LearningRate, weight_decay: WeightDecay))
        {
            training.Run(dense, adam, line => told?.Invoke($"dense   {line}"));
        }

        // The whole of pruning: another optimizer for the same loop, and one call when it is done.
        using var model = MakeModel(text);
        using var hesso = model.Hesso(Options);
        training.Run(model, hesso, line => told?.Invoke($"pruned  {line}, {hesso.PrunedCount} structures at zero"));

        using var sequences = text.Draw(settings.Batch, settings.Length).Inputs;
        var latency = model.Pruning.MeasureLatency(hesso.Mask, sequences);
        List<Row> rows = [Row("dense", dense, latency.Before), Row("zeroed", model, latency.Before)];
        var compact = model.Compact(new() { ExampleInput = sequences });
        rows.Add(Row("compact", model, latency.After));
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            compact.WriteClass(Path.Combine(folder, "CompactGpt.cs"));
            compact.Save(Path.Combine(folder, "compact-gpt.safetensors"));
        }

        return new(text.Name, rows, [.. Widths(compact.Widths)], compact.LargestDifference);

        Row Row(string name, CharGpt of, TimeSpan time) => new(
            name,
            training.Judge(of),
            of.Pruning.CountParameters(),
            of.Pruning.CountMacs(1, settings.Length),
            time.TotalMicroseconds / (settings.Batch * settings.Length),
            author.Write(of, settings.Written, settings.Seed));
    }

    /// <summary>
    /// Structures are chosen once the model has learned enough to tell them apart, and what is left has the last part of the steps to
    /// itself. Each attention loses a third of its heads; the budget takes the rest from the residual stream and the perceptrons, of none of
    /// which more than a half goes.
    /// </summary>
    private HessoOptions Options => new()
    {
        Variant = BaseUpdate.AdamW(LearningRate, weightDecay: WeightDecay),
        Target = PruningTarget.Parameters(settings.Left),
        TotalSteps = settings.Steps,
        StartStep = settings.Steps * 3 / 10,
        PruningSteps = settings.Steps * 3 / 10,
        Rules = [new OwnSparsity("blocks.*.attention.query", 1.0 / 3), new SparsityCap("*", 0.5)],
    };

    /// <summary>Both models start from the same weights, and see the same text in the same order.</summary>
    private CharGpt MakeModel(Text text)
    {
        manual_seed(settings.Seed);
        return new CharGpt(text.Vocabulary, settings.Depth, settings.Heads, settings.Length);
    }

    private static IEnumerable<Width> Widths(IEnumerable<GroupWidth> groups) => groups
        .GroupBy(g => g.Id.Contains("attention", StringComparison.Ordinal) ? "heads" : g.Id.Contains("widen", StringComparison.Ordinal) ? "perceptrons" : "residual stream")
        .Select(kind => new Width(kind.Key, kind.Sum(g => g.Before), kind.Sum(g => g.After)));
}
