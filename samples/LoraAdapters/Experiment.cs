using PrunableModels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LoraAdapters;

/// <summary>What came out.</summary>
/// <param name="Before">Accuracy on the new texts before anything is adapted.</param>
/// <param name="After">Accuracy of the compact model.</param>
/// <param name="Parameters">How many parameters there are without and with pruning.</param>
/// <param name="Kept">The layer that was kept whole, for it knows most.</param>
public sealed record Result(double Before, double After, SizeChange Parameters, string Kept);

/// <summary>
/// Trains a classifier, freezes it, and adapts it to other texts by low-rank adapters that prune it on the way: rows of frozen layers go to
/// zero together with the rows of their adapters.
/// </summary>
/// <param name="steps">How many steps each of the two trainings takes.</param>
/// <param name="sparsity">The share of structures that go.</param>
/// <param name="seed">What is drawn depends on it alone.</param>
public sealed class Experiment(int steps, double sparsity, int seed)
{
    private const int Batch = 64;
    private const int Tests = 1000;

    /// <summary>Runs it.</summary>
    /// <param name="folder">Where the class and its weights are written; null for nowhere.</param>
    public Result Run(string? folder)
    {
        manual_seed(seed);
        var (old, @new) = (new Sentences(shift: 0), new Sentences(shift: 5));
        using var model = new SentenceClassifier(Sentences.Vocabulary, width: 32, hidden: 64, Sentences.Classes, rank: 4);
        using (var adam = optim.Adam(model.parameters(), 3e-3))
        {
            Train(model, adam, old);
        }

        model.Freeze();
        var before = Accuracy(model, @new);

        // What of the frozen layers the new texts need most stays whole, and so do the ranks of the adapters.
        var knowledge = KnowledgeDistribution.Of(model.Pruning.Map, () => 1 - Accuracy(model, old));
        using var optimizer = model.Hesso(new()
        {
            Variant = BaseUpdate.AdamW(3e-3),
            TargetGroupSparsity = sparsity,
            TotalSteps = steps,
            GroupConstraint = knowledge.Keep(0.1, LowRank.KeepAdapters(model.Pruning.Map)),
        });
        Train(model, optimizer, @new);
        var compact = model.Compact(new() { ExampleInput = @new.Draw(Batch).Texts });
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            compact.WriteClass(Path.Combine(folder, "CompactClassifier.cs"));
            compact.Save(Path.Combine(folder, "compact-classifier.safetensors"));
        }

        return new(before, Accuracy(model, @new), compact.Parameters, knowledge.Layers[0].Layer);
    }

    private void Train(SentenceClassifier model, optim.Optimizer optimizer, Sentences sentences)
    {
        model.train();
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var (texts, labels) = sentences.Draw(Batch);
            optimizer.zero_grad();
            functional.cross_entropy(model.call(texts), labels).backward();
            optimizer.step();
        }
    }

    private static double Accuracy(SentenceClassifier model, Sentences sentences)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        model.eval();
        var (texts, labels) = sentences.Draw(Tests);
        return model.call(texts).argmax(1).eq(labels).to_type(ScalarType.Float64).mean().item<double>();
    }
}
