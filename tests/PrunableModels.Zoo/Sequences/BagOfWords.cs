using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>A text's class from the mean of its words' vectors, with one hidden layer.</summary>
[Prunable]
public sealed partial class BagOfWords : Module<Tensor, Tensor>
{
    private readonly EmbeddingBag words;
    private readonly Linear hidden;
    private readonly Linear head;

    /// <summary>Makes a classifier.</summary>
    public BagOfWords(long vocabulary = 95_000, long width = 64, long hiddenWidth = 128, long classes = 4) : base(nameof(BagOfWords))
    {
        words = EmbeddingBag(vocabulary, width);
        hidden = Linear(width, hiddenWidth);
        head = Linear(hiddenWidth, classes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tokens) => head.call(functional.relu(hidden.call(words.call(tokens))));
}
