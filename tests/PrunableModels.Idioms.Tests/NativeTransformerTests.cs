using PrunableModels.Idioms.Tests.Forward;
using Xunit;

namespace PrunableModels.Idioms.Tests;

/// <summary>TorchSharp's own transformers: their width stays, the hidden width of every feed-forward part goes.</summary>
public sealed class NativeTransformerTests
{
    private static readonly long[] Tokens = [5, 2, 8];

    [Fact]
    public void An_encoder_made_of_copies_of_a_layer() =>
        Idiom.Prunes(() => new NativeEncoder(), Tokens, "encoder.layers.0.linear1.weight:0", "encoder.layers.1.linear1.weight:0");

    [Fact]
    public void A_decoder_that_reads_a_memory() => Idiom.Keeps(
        () => new NativeDecoder(), [5, 2, 6], "widen.weight:0", "normalises over the width of the model",
        "encoder.layers.0.linear1.weight:0", "decoder.layers.0.linear1.weight:0", "decoder.layers.1.linear1.weight:0");

    [Fact]
    public void A_whole_transformer() =>
        Idiom.Prunes(() => new NativeTransformer(), Tokens, "transformer.encoder.layers.0.linear1.weight:0", "transformer.decoder.layers.0.linear1.weight:0", "transformer.decoder.layers.1.linear1.weight:0");
}
