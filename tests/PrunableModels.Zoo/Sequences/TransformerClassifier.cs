using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>TorchSharp's own encoder layers over tokens, and a class from the mean of what they give.</summary>
[Prunable]
public sealed partial class TransformerClassifier : Module<Tensor, Tensor>
{
    private readonly Embedding tokens;
    private readonly ModuleList<TransformerEncoderLayer> layers = new();
    private readonly Linear pool;
    private readonly Linear head;

    /// <summary>Makes a classifier; by default of the published base size.</summary>
    public TransformerClassifier(long vocabulary = 30_000, long width = 512, long heads = 8, long feedForward = 2048, int depth = 6, long classes = 20) : base(nameof(TransformerClassifier))
    {
        tokens = Embedding(vocabulary, width);
        for (var i = 0; i < depth; i++)
        {
            layers.Add(TransformerEncoderLayer(width, heads, feedForward));
        }

        pool = Linear(width, width + 3);
        head = Linear(width + 3, classes);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var x = tokens.call(input).transpose(-3, -2);
        foreach (var layer in layers)
        {
            x = layer.call(x);
        }

        return head.call(tanh(pool.call(x.mean([-3]))));
    }
}
