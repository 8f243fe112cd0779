using PrunableModels;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LoraAdapters;

/// <summary>A classifier of short texts: the mean of its words' vectors, and two hidden layers.</summary>
[Prunable]
public sealed partial class SentenceClassifier : Module<Tensor, Tensor>
{
    private readonly Embedding words;
    private readonly AdaptedLinear first;
    private readonly AdaptedLinear second;
    private readonly AdaptedLinear head;

    public SentenceClassifier(long vocabulary, long width, long hidden, long classes, long rank)
        : base(nameof(SentenceClassifier))
    {
        words = Embedding(vocabulary, width);
        first = new AdaptedLinear(width, hidden, rank);
        second = new AdaptedLinear(hidden, hidden, rank);
        head = new AdaptedLinear(hidden, classes, rank);
        RegisterComponents();
    }

    /// <summary>Freezes everything but the adapters.</summary>
    public void Freeze()
    {
        words.weight!.requires_grad = false;
        first.Freeze();
        second.Freeze();
        head.Freeze();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = words.call(tokens).mean([1]);
        x = functional.relu(first.call(x));
        x = functional.relu(second.call(x));
        return head.call(x);
    }
}
