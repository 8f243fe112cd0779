using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Zoo;

/// <summary>
/// Sequence to sequence: a GRU reads the source, another one that starts where the first ended writes the target, and looks back at
/// the source by attention.
/// </summary>
[Prunable]
public sealed partial class GruTranslator : Module<Tensor, Tensor, Tensor>
{
    private readonly Embedding source;
    private readonly Embedding target;
    private readonly GRU encoder;
    private readonly GRU decoder;
    private readonly Linear query;
    private readonly Linear combine;
    private readonly Linear head;

    /// <summary>Makes a translator; by default of the published size.</summary>
    public GruTranslator(long vocabulary = 30_000, long width = 620, long hidden = 1000, long combined = 500) : base(nameof(GruTranslator))
    {
        source = Embedding(vocabulary, width);
        target = Embedding(vocabulary, width);
        encoder = GRU(width, hidden, batchFirst: true);
        decoder = GRU(width, hidden, batchFirst: true);
        query = Linear(hidden, hidden, hasBias: false);
        combine = Linear(2 * hidden, combined);
        head = Linear(combined, vocabulary);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor read, Tensor written)
    {
        var (memory, state) = encoder.call(source.call(read));
        var (output, _) = decoder.call(target.call(written), state);
        var scores = matmul(query.call(output), memory.transpose(1, 2));
        var context = matmul(functional.softmax(scores, dim: -1), memory);
        return head.call(tanh(combine.call(cat([output, context], dim: -1))));
    }
}
