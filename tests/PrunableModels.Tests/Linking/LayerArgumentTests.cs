using PrunableModels.Core;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

public sealed class LayerArgumentTests
{
    [Fact]
    public void Every_kind_of_layer_tells_its_arguments()
    {
        var layers = Layers();
        Assert.Equal(LayerTable.All.Select(k => k.Name).Order(StringComparer.Ordinal), layers.Select(l => l.Kind).Distinct().Order(StringComparer.Ordinal));
        foreach (var (kind, layer, expected) in layers)
        {
            var live = new LiveModel(layer, (_, _) => null).Root;
            Assert.Equal(kind, live.Class);
            Assert.Equal(LayerTable.Find(kind)!.Parameters.Select(p => p.Name), live.Attributes.Items.Select(i => i.Key));
            Assert.Equal($"{kind}: {expected}", $"{kind}: {string.Join(", ", live.Attributes.Items.Select(i => i.Value))}");
        }
    }

    [Fact]
    public void The_tensors_of_every_kind_are_those_of_the_table()
    {
        foreach (var (kind, layer, _) in Layers())
        {
            var live = new LiveModel(layer, (_, _) => null).Root;
            var expected = LayerTable.Find(kind)!.Tensors(WithCopied(live.Attributes)).Where(t => t.Shape.Count > 0).ToList();
            Assert.Equal(
                expected.Select(t => $"{t.Name} [{string.Join(", ", t.Shape)}] {t.IsBuffer}").Order(StringComparer.Ordinal),
                live.Tensors.Select(t => $"{t.Name} [{string.Join(", ", t.Shape)}] {t.IsBuffer}").Order(StringComparer.Ordinal));
        }
    }

    // A live stack does not have the layer of which it holds copies.
    private static Attributes WithCopied(Attributes stack) => new(stack.Items.Select(i => i.Key is "encoder_layer" or "decoder_layer"
        ? new(i.Key, new Value.Module(new LiveModel(i.Key == "encoder_layer" ? TransformerEncoderLayer(8, 2, 16) : TransformerDecoderLayer(8, 2, 16), (_, _) => null).Root)) : i));

    private static (string Kind, nn.Module Layer, string Expected)[] Layers() =>
    [
        ("Linear", Linear(3, 5, hasBias: false), "3, 5, false"),
        ("Conv1d", Conv1d(4, 6, 5, stride: 2, padding: 1, dilation: 3, groups: 2, bias: false), "4, 6, (5), (2), (1), (3), \"Zeros\", 2, false"),
        ("Conv2d", Conv2d(4, 6, (5, 3), (2, 1), (1, 0), (3, 2), PaddingModes.Reflect, 2, true), "4, 6, (5, 3), (2, 1), (1, 0), (3, 2), \"Reflect\", 2, true"),
        ("Conv2d", Conv2d(4, 6, 3, Padding.Same), "4, 6, (3, 3), (1, 1), \"Same\", (1, 1), \"Zeros\", 1, true"),
        ("Conv3d", Conv3d(4, 6, 3, Padding.Valid, stride: 2), "4, 6, (3, 3, 3), (2, 2, 2), \"Valid\", (1, 1, 1), \"Zeros\", 1, true"),
        ("ConvTranspose1d", ConvTranspose1d(4, 6, 5, stride: 3, padding: 2, output_padding: 1, groups: 2, bias: false), "4, 6, (5), (3), (2), (1), (1), \"Zeros\", 2, false"),
        ("ConvTranspose2d", ConvTranspose2d(4, 6, (5, 3), (2, 3), (1, 0), (1, 2), (3, 2)), "4, 6, (5, 3), (2, 3), (1, 0), (1, 2), (3, 2), \"Zeros\", 1, true"),
        ("ConvTranspose3d", ConvTranspose3d(4, 6, 3), "4, 6, (3, 3, 3), (1, 1, 1), (0, 0, 0), (0, 0, 0), (1, 1, 1), \"Zeros\", 1, true"),
        ("BatchNorm1d", BatchNorm1d(5, 0.5, 0.25, affine: false), "5, 0.5, 0.25, false, true"),
        ("BatchNorm2d", BatchNorm2d(5, 0.5, 0.25, track_running_stats: false), "5, 0.5, 0.25, true, false"),
        ("BatchNorm3d", BatchNorm3d(5), "5, 1E-05, 0.1, true, true"),
        ("InstanceNorm1d", InstanceNorm1d(5, 0.5, 0.25, affine: true), "5, 0.5, 0.25, true, false"),
        ("InstanceNorm2d", InstanceNorm2d(5, track_running_stats: true), "5, 1E-05, 0.1, false, true"),
        ("InstanceNorm3d", InstanceNorm3d(5), "5, 1E-05, 0.1, false, false"),
        ("GroupNorm", GroupNorm(2, 6, 0.5), "2, 6, 0.5, true"),
        ("GroupNorm", GroupNorm(2, 6, affine: false), "2, null, 1E-05, false"),

        ("LayerNorm", LayerNorm([5, 3], 0.5, bias: false), "(5, 3), 0.5, true, false"),
        ("Embedding", Embedding(7, 3), "7, 3"),

        ("EmbeddingBag", EmbeddingBag(7, 3), "7, 3"),
        ("Bilinear", Bilinear(3, 4, 5, hasBias: false), "3, 4, 5, false"),
        ("TransformerEncoderLayer", TransformerEncoderLayer(8, 2, 16), "8, null, 16, null, null"),
        ("TransformerDecoderLayer", TransformerDecoderLayer(8, 2, 16), "8, null, 16, null, null"),
        ("TransformerEncoder", TransformerEncoder(TransformerEncoderLayer(8, 2, 16), 3), "null, 3"),
        ("TransformerDecoder", TransformerDecoder(TransformerDecoderLayer(8, 2, 16), 2), "null, 2"),
        ("Transformer", Transformer(8, 2, 1, 2, 16), "8, null, 1, 2, 16, null, null"),
        ("LSTM", LSTM(5, 3, 2, bias: false, batchFirst: true, dropout: 0.25, bidirectional: true), "5, 3, 2, false, true, null, true"),
        ("LSTM", LSTM(5, 3), "5, 3, 1, true, false, 0, false"),
        ("GRU", GRU(5, 3, 2, bidirectional: true), "5, 3, 2, true, false, null, true"),
        ("RNN", RNN(5, 3, batchFirst: true), "5, 3, 1, null, true, true, 0, false"),
        ("LSTMCell", LSTMCell(5, 3), "5, 3, true"),
        ("GRUCell", GRUCell(5, 3, bias: false), "5, 3, false"),
        ("RNNCell", RNNCell(5, 3), "5, 3, null, true"),

        ("ReLU", ReLU(true), "true"),
        ("ReLU6", ReLU6(true), "true"),
        ("LeakyReLU", LeakyReLU(0.5, true), "0.5, true"),
        ("ELU", ELU(0.5, true), "0.5, true"),
        ("CELU", CELU(0.5, true), "0.5, true"),
        ("SELU", SELU(true), "true"),
        ("GELU", GELU(TorchSharp.Modules.GELU.Approximate.tanh, true), "\"tanh\", true"),
        ("SiLU", SiLU(true), "true"),
        ("Mish", Mish(true), "true"),
        ("Hardswish", Hardswish(true), "true"),
        ("Tanh", Tanh(true), "true"),
        ("Sigmoid", Sigmoid(true), "true"),
        ("Hardsigmoid", Hardsigmoid(true), "true"),
        ("Hardtanh", Hardtanh(-2, 3, true), "-2, 3, true"),
        ("Threshold", Threshold(0.5, 0.25, true), "0.5, 0.25, true"),
        ("Softplus", Softplus(2, 10), "2, 10"),
        ("LogSigmoid", LogSigmoid(), ""),
        ("PReLU", PReLU(4, 0.5), "4, 0.5"),
        ("Hardshrink", Hardshrink(0.25), "0.25"),
        ("Softshrink", Softshrink(0.25), "0.25"),
        ("Tanhshrink", Tanhshrink(true), "true"),
        ("Softsign", Softsign(true), "true"),
        ("RReLU", RReLU(0.25, 0.5, true), "0.25, 0.5, true"),
        ("GLU", GLU(1), "1"),
        ("Softmin", Softmin(-1), "-1"),
        ("Softmax", Softmax(-1), "-1"),
        ("LogSoftmax", LogSoftmax(-1), "-1"),
        ("Softmax2d", Softmax2d(), ""),
        ("LocalResponseNorm", LocalResponseNorm(3, 0.5, 0.25, 2), "3, 0.5, 0.25, 2"),
        ("CosineSimilarity", CosineSimilarity(2, 0.5), "2, 0.5"),

        ("MaxPool1d", MaxPool1d(5, 3, 2, 4, true), "5, 3, 2, 4, true"),
        ("MaxPool2d", MaxPool2d((5, 4), (3, 2), (2, 1), (4, 3), true), "(5, 4), (3, 2), (2, 1), (4, 3), true"),
        ("MaxPool3d", MaxPool3d(5), "(5, 5, 5), null, null, null, false"),
        ("AvgPool1d", AvgPool1d(5, 3, 2, true, false), "5, 3, 2, true, false"),
        ("AvgPool2d", AvgPool2d((5, 4), (3, 2), (2, 1), true, false, 7), "(5, 4), (3, 2), (2, 1), true, false, 7"),
        ("AvgPool3d", AvgPool3d(5), "(5, 5, 5), null, null, false, true, null"),
        ("AdaptiveAvgPool1d", AdaptiveAvgPool1d(3), "3"),
        ("AdaptiveAvgPool2d", AdaptiveAvgPool2d((3, 2)), "(3, 2)"),
        ("AdaptiveAvgPool3d", AdaptiveAvgPool3d((3, 2, 1)), "(3, 2, 1)"),
        ("AdaptiveMaxPool1d", AdaptiveMaxPool1d(3), "3"),
        ("AdaptiveMaxPool2d", AdaptiveMaxPool2d([3, 2]), "(3, 2)"),
        ("AdaptiveMaxPool3d", With(AdaptiveMaxPool3d([3, 2, 1]), m => m.output_size = [3, 2, 1]), "(3, 2, 1)"),

        ("LPPool1d", LPPool1d(2, 5, 3, true), "2, 5, 3, true"),
        ("LPPool2d", LPPool2d(2, [5, 4], [3, 2], true), "2, (5, 4), (3, 2), true"),
        ("FractionalMaxPool2d", FractionalMaxPool2d((5, 4), (3, 2)), "(5, 4), (3, 2), null"),
        ("FractionalMaxPool3d", FractionalMaxPool3d(5, output_ratio: 0.5), "(5, 5, 5), null, (0.5, 0.5, 0.5)"),

        ("ConstantPad1d", ConstantPad1d((1, 2), 0.5), "(1, 2), 0.5"),
        ("ConstantPad2d", ConstantPad2d(3, 0.5), "(3, 3, 3, 3), 0.5"),
        ("ConstantPad3d", ConstantPad3d((1, 2, 3, 4, 5, 6), 0.5), "(1, 2, 3, 4, 5, 6), 0.5"),
        ("ZeroPad2d", ZeroPad2d((1, 2, 3, 4)), "(1, 2, 3, 4)"),
        ("ReflectionPad1d", ReflectionPad1d((1, 2)), "(1, 2)"),
        ("ReflectionPad2d", ReflectionPad2d((1, 2, 3, 4)), "(1, 2, 3, 4)"),
        ("ReflectionPad3d", ReflectionPad3d((1, 2, 3, 4, 5, 6)), "(1, 2, 3, 4, 5, 6)"),
        ("ReplicationPad1d", ReplicationPad1d((1, 2)), "(1, 2)"),
        ("ReplicationPad2d", ReplicationPad2d((1, 2, 3, 4)), "(1, 2, 3, 4)"),
        ("ReplicationPad3d", ReplicationPad3d((1, 2, 3, 4, 5, 6)), "(1, 2, 3, 4, 5, 6)"),

        ("AlphaDropout", AlphaDropout(0.25, true), "0.25, true"),
        ("FeatureAlphaDropout", FeatureAlphaDropout(0.25, true), "0.25, true"),
        ("Dropout", Dropout(0.25, true), "0.25, true"),
        ("Dropout1d", Dropout1d(0.25, true), "0.25, true"),
        ("Dropout2d", Dropout2d(0.25, true), "0.25, true"),
        ("Dropout3d", Dropout3d(0.25, true), "0.25, true"),
        ("Upsample", Upsample(scale_factor: [2, 1.5], mode: UpsampleMode.Bilinear, align_corners: true), "null, (2, 1.5), \"Bilinear\", true, null"),
        ("Upsample", Upsample([8, 9]), "(8, 9), null, \"Nearest\", null, null"),
        ("PixelShuffle", PixelShuffle(2), "2"),
        ("PixelUnshuffle", PixelUnshuffle(3), "3"),
        ("ChannelShuffle", ChannelShuffle(2), "2"),
        ("Unflatten", Unflatten(1, [2, 3]), "1, (2, 3)"),
        ("Unfold", Unfold((3, 2), (2, 1), (1, 0), (4, 3)), "(3, 2), (2, 1), (1, 0), (4, 3)"),
        ("Fold", Fold((8, 7), (3, 2), (2, 1), (1, 0), (4, 3)), "(8, 7), (3, 2), (2, 1), (1, 0), (4, 3)"),
        ("Flatten", Flatten(2, 3), "2, 3"),
        ("Identity", Identity(), ""),
    ];

    // TorchSharp 0.107 forgets what this one factory is given.
    private static T With<T>(T layer, Action<T> set)
    {
        set(layer);
        return layer;
    }
}
