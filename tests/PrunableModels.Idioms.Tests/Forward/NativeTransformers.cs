using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Idioms.Tests.Forward;

/// <summary>TorchSharp's own encoder: copies of one layer, which is made first and thrown away.</summary>
[Prunable]
public sealed partial class NativeEncoder : Module<Tensor, Tensor>
{
    private readonly TransformerEncoder encoder;
    private readonly Linear head;

    public NativeEncoder(long width = 8, long heads = 2, long hidden = 10, long depth = 2, double dropout = 0) : base(nameof(NativeEncoder))
    {
        var layer = TransformerEncoderLayer(width, heads, hidden, dropout);
        encoder = TransformerEncoder(layer, depth);
        head = Linear(width, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        using var mask = ones(tokens.shape[0], tokens.shape[0]).triu(1).to_type(ScalarType.Bool);
        using var encoded = encoder.call(tokens, mask.masked_fill(mask, double.NegativeInfinity).to_type(tokens.dtype));
        return head.call(encoded);
    }
}

/// <summary>An encoder's memory read by TorchSharp's own decoder.</summary>
[Prunable]
public sealed partial class NativeDecoder : Module<Tensor, Tensor>
{
    private readonly Linear widen = Linear(6, 8);
    private readonly TransformerEncoder encoder = TransformerEncoder(TransformerEncoderLayer(8, 2, 6, 0, Activations.GELU), 1);
    private readonly TransformerDecoder decoder = TransformerDecoder(TransformerDecoderLayer(8, 2, 10, 0), 2);
    private readonly Linear head = Linear(8, 3);

    public NativeDecoder() : base(nameof(NativeDecoder)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = widen.call(x);
        var memory = encoder.call(x);
        return head.call(decoder.call(x, memory));
    }
}

/// <summary>TorchSharp's transformer as a whole.</summary>
[Prunable]
public sealed partial class NativeTransformer : Module<Tensor, Tensor>
{
    private readonly Transformer transformer = Transformer(8, 2, 1, 2, 10, 0);
    private readonly Linear head = Linear(8, 3);

    public NativeTransformer() : base(nameof(NativeTransformer)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(transformer.call(x, x.flip(0)));
}
