using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>A label for every token: embedding, a bidirectional LSTM of two layers, and a linear layer over both directions.</summary>
[Prunable]
public sealed partial class LstmTagger : Module<Tensor, Tensor>
{
    private readonly Embedding embedding;
    private readonly Dropout dropout;
    private readonly LSTM lstm;
    private readonly Linear tags;

    /// <summary>Makes a tagger; by default of the size that is usual for named entities.</summary>
    public LstmTagger(long vocabulary = 30_000, long width = 100, long hidden = 200, long labels = 9, double drop = 0.5) : base(nameof(LstmTagger))
    {
        embedding = Embedding(vocabulary, width);
        dropout = Dropout(drop);
        lstm = LSTM(width, hidden, numLayers: 2, batchFirst: true, dropout: drop, bidirectional: true);
        tags = Linear(2 * hidden, labels);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tokens)
    {
        var (output, _, _) = lstm.call(dropout.call(embedding.call(tokens)));
        return tags.call(dropout.call(output));
    }
}
