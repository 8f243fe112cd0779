using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using PrunableModels.Core;
using TorchSharp;
using TorchSharp.Modules;

namespace PrunableModels;

/// <summary>The arguments of live layers, by the names that their factories give them: one line a kind of layer.</summary>
internal static class LayerArguments
{
    /// <summary>The arguments of a layer; none for a module that inference does not know.</summary>
    public static Attributes Of(torch.nn.Module layer) => new(Named(layer)
        .Select(a => new KeyValuePair<string, Value>(a.Name, LiveValue.Of(a.Value, model: null, a.Name) ?? new Value.Null())));

    private static (string Name, object? Value)[] Named(torch.nn.Module layer) => layer switch
    {
        Linear m => [("inputSize", m.in_features), ("outputSize", m.out_features), ("hasBias", m.bias is not null)],
        ConvolutionTranspose m => [("in_channels", m.in_channels), ("out_channels", m.out_channels), ("kernel_size", m.kernel_size), ("stride", m.stride), ("padding", m.padding), ("output_padding", m.output_padding), ("dilation", m.dilation), ("padding_mode", m.padding_mode), ("groups", m.groups), ("bias", m.bias is not null)],
        Convolution m => [("in_channels", m.in_channels), ("out_channels", m.out_channels), ("kernel_size", m.kernel_size), ("stride", m.stride), ("padding", m.padding_type is { } type ? type : m.padding), ("dilation", m.dilation), ("padding_mode", m.padding_mode), ("groups", m.groups), ("bias", m.bias is not null)],
        BatchNorm m => [("num_features", m.num_features), ("eps", m.eps), ("momentum", m.momentum), ("affine", m.affine), ("track_running_stats", m.track_running_stats)],
        InstanceNorm m => [("num_features", m.num_features), ("eps", m.eps), ("momentum", m.momentum), ("affine", m.affine), ("track_running_stats", m.track_running_stats)],
        GroupNorm m => [("num_groups", m.num_groups), ("num_channels", m.weight?.shape[0]), ("eps", m.eps), ("affine", m.affine)],

        LayerNorm m => [("normalized_shape", m.normalized_shape), ("eps", m.eps), ("elementwise_affine", m.elementwise_affine), ("bias", m.bias is not null)],
        NarrowedLayerNorm m => [("normalized_shape", new[] { m.Left }), ("eps", m.Read("eps")), ("elementwise_affine", true)],
        Embedding m => Table(m),

        EmbeddingBag m => [("num_embeddings", m.get_parameter("weight")!.shape[0]), ("embedding_dims", m.get_parameter("weight")!.shape[1])],
        Bilinear m => [("in1_features", m.weight.shape[1]), ("in2_features", m.weight.shape[2]), ("out_features", m.weight.shape[0]), ("hasBias", m.bias is not null)],
        TransformerEncoderLayer or TransformerDecoderLayer =>
            [("d_model", layer.get_parameter("norm1.weight")!.shape[0]), ("nhead", null), ("dim_feedforward", layer.get_parameter("linear1.weight")!.shape[0]), ("dropout", null), ("activation", null)],
        TransformerEncoder => [("encoder_layer", null), Stacked(layer, "num_layers", "")],
        TransformerDecoder => [("decoder_layer", null), Stacked(layer, "num_layers", "")],
        Transformer =>
        [
            ("d_model", layer.get_parameter("encoder.norm.weight")!.shape[0]), ("nhead", null), Stacked(layer, "num_encoder_layers", "encoder."), Stacked(layer, "num_decoder_layers", "decoder."),
            ("dim_feedforward", layer.get_parameter("encoder.layers.0.linear1.weight")?.shape[0]), ("dropout", null), ("activation", null),
        ],

        LSTM or GRU => [.. Sizes(layer), Layers(layer), Bias(layer), ("batchFirst", IsBatchFirst(layer)), Dropout(layer), Directions(layer)],
        RNN => [.. Sizes(layer), Layers(layer), NonLinearity(layer), Bias(layer), ("batchFirst", IsBatchFirst(layer)), Dropout(layer), Directions(layer)],
        LSTMCell or GRUCell => [.. Sizes(layer), Bias(layer)],
        RNNCell => [.. Sizes(layer), NonLinearity(layer), Bias(layer)],

        ReLU m => [("inplace", m.inplace)],
        ReLU6 m => [("inplace", m.inplace)],
        LeakyReLU m => [("negative_slope", m.negative_slope), ("inplace", m.inplace)],
        ELU m => [("alpha", m.alpha), ("inplace", m.inplace)],
        CELU m => [("alpha", m.alpha), ("inplace", m.inplace)],
        SELU m => [("inplace", m.inplace)],
        GELU m => [("approximate", m.approximate), ("inplace", m.inplace)],
        SiLU m => [("inplace", m.inplace)],
        Mish m => [("inplace", m.inplace)],
        Hardswish m => [("inplace", m.inplace)],
        Tanh m => [("inplace", m.inplace)],
        Sigmoid m => [("inplace", m.inplace)],
        Hardsigmoid m => [("inplace", m.inplace)],
        Hardtanh m => [("min_val", m.min_val), ("max_val", m.max_val), ("inplace", m.inplace)],
        Threshold m => [("threshold", m.threshold), ("value", m.value), ("inplace", m.inplace)],
        Softplus m => [("beta", m.beta), ("threshold", m.threshold)],
        PReLU m => [("num_parameters", m.weight.shape[0]), ("init", m.init)],
        Hardshrink m => [("lambda", m.lambda)],
        Softshrink m => [("lambda", m.lambda)],
        Tanhshrink m => [("inplace", m.inplace)],
        Softsign m => [("inplace", m.inplace)],
        RReLU m => [("lower", m.lower), ("upper", m.upper), ("inplace", m.inplace)],
        GLU m => [("dim", m.dim)],
        Softmin m => [("dim", m.dim)],
        Softmax m => [("dim", m.dim)],
        LogSoftmax m => [("dim", m.dim)],
        LocalResponseNorm m => [("size", m.size), ("alpha", m.alpha), ("beta", m.beta), ("k", m.k)],
        CosineSimilarity m => [("dim", m.dim), ("eps", m.eps)],

        MaxPool1d m => [("kernel_size", m.kernel_size), ("stride", m.stride), ("padding", m.padding), ("dilation", m.dilation), ("ceil_mode", m.ceil_mode)],
        MaxPool2d m => [("kernel_size", m.kernel_size), ("stride", m.stride), ("padding", m.padding), ("dilation", m.dilation), ("ceil_mode", m.ceil_mode)],
        MaxPool3d m => [("kernel_size", m.kernel_size), ("stride", m.stride), ("padding", m.padding), ("dilation", m.dilation), ("ceil_mode", m.ceil_mode)],
        AvgPool1d m => [("kernel_size", m.kernel_size), ("stride", m.stride), ("padding", m.padding), ("ceil_mode", m.ceil_mode), ("count_include_pad", m.count_include_pad)],
        AvgPool2d m => [("kernel_size", m.kernel_size), ("stride", m.stride), ("padding", m.padding), ("ceil_mode", m.ceil_mode), ("count_include_pad", m.count_include_pad), ("divisor_override", m.divisor_override)],
        AvgPool3d m => [("kernel_size", m.kernel_size), ("stride", m.stride), ("padding", m.padding), ("ceil_mode", m.ceil_mode), ("count_include_pad", m.count_include_pad), ("divisor_override", m.divisor_override)],
        AdaptiveAvgPool1d m => [("output_size", m.output_size)],
        AdaptiveAvgPool2d m => [("output_size", m.output_size)],
        AdaptiveAvgPool3d m => [("output_size", m.output_size)],
        AdaptiveMaxPool1d m => [("output_size", m.output_size)],
        AdaptiveMaxPool2d m => [("output_size", m.output_size)],
        AdaptiveMaxPool3d m => [("output_size", m.output_size)],

        LPPool1d m => [("norm_type", m.norm_type), ("kernel_size", m.kernel_size), ("stride", m.stride), ("ceil_mode", m.ceil_mode)],
        LPPool2d m => [("norm_type", m.norm_type), ("kernel_size", m.kernel_size), ("stride", m.stride), ("ceil_mode", m.ceil_mode)],
        FractionalMaxPool2d m => [("kernel_size", m.kernel_size), ("output_size", m.output_size), ("output_ratio", m.output_ratio)],
        FractionalMaxPool3d m => [("kernel_size", m.kernel_size), ("output_size", m.output_size), ("output_ratio", m.output_ratio)],

        ConstantPad1d m => [("padding", m.padding), ("value", m.value)],
        ConstantPad2d m => [("padding", m.padding), ("value", m.value)],
        ConstantPad3d m => [("padding", m.padding), ("value", m.value)],
        PadBase m => [("padding", m.padding)],

        AlphaDropout m => [("p", m.p), ("inplace", m.inplace)],
        FeatureAlphaDropout m => [("p", m.p), ("inplace", m.inplace)],
        Dropout m => [("p", m.p), ("inplace", m.inplace)],
        Dropout1d m => [("p", m.p), ("inplace", m.inplace)],
        Dropout2d m => [("p", m.p), ("inplace", m.inplace)],
        Dropout3d m => [("p", m.p), ("inplace", m.inplace)],
        Upsample m => [("size", m.size.IsEmpty ? null : m.size.ToArray()), ("scale_factor", m.scale_factor.IsEmpty ? null : m.scale_factor.ToArray()), ("mode", m.mode), ("align_corners", m.align_corners), ("recompute_scale_factor", m.recompute_scale_factor)],
        PixelShuffle m => [("upscale_factor", m.upscale_factor)],
        PixelUnshuffle m => [("downscale_factor", m.downscale_factor)],
        ChannelShuffle m => [("groups", m.groups)],
        Unflatten m => [("dim", m.dim), ("unflattened_size", m.unflattened_size)],
        Unfold m => [("kernel_size", m.kernel_size), ("dilation", m.dilation), ("padding", m.padding), ("stride", m.stride)],
        Fold m => [("output_size", m.output_size), ("kernel_size", m.kernel_size), ("dilation", m.dilation), ("padding", m.padding), ("stride", m.stride)],
        Flatten m => [("start_dim", m.start_dim), ("end_dim", m.end_dim)],
        _ => [],
    };

    /// <summary>Whether a recurrent layer takes the batch before the time.</summary>
    internal static bool IsBatchFirst(torch.nn.Module layer) => layer switch
    {
        LSTM m => BatchFirst(m),
        GRU m => BatchFirst(m),
        RNN m => BatchFirst(m),
        _ => false,
    };

    // What recurrent layers are is told by the names and shapes of their parameters.
    private static (string Name, object? Value)[] Sizes(torch.nn.Module layer) =>
        [("inputSize", First(layer, "weight_ih")!.shape[1]), ("hiddenSize", First(layer, "weight_hh")!.shape[1])];

    private static (string Name, object? Value) Layers(torch.nn.Module layer) =>
        ("numLayers", layer.named_parameters().Count(p => p.name.StartsWith("weight_ih", StringComparison.Ordinal) && !p.name.EndsWith("_reverse", StringComparison.Ordinal)));

    private static (string Name, object? Value) Stacked(torch.nn.Module layer, string name, string path) =>
        (name, layer.named_parameters().Count(p => p.name.StartsWith($"{path}layers.", StringComparison.Ordinal) && p.name.EndsWith(".linear1.weight", StringComparison.Ordinal)));

    private static (string Name, object? Value) Bias(torch.nn.Module layer) => ("bias", First(layer, "bias_ih") is not null);

    private static (string Name, object? Value) Directions(torch.nn.Module layer) => ("bidirectional", layer.has_parameter("weight_ih_l0_reverse"));

    // Between layers there is dropout, of which one layer has none.
    private static (string Name, object? Value) Dropout(torch.nn.Module layer) =>
        ("dropout", layer.has_parameter("weight_ih_l1") ? RecurrentOptions.Find(layer)?.Dropout : 0.0);

    private static (string Name, object? Value) NonLinearity(torch.nn.Module layer) => ("nonLinearity", RecurrentOptions.Find(layer)?.NonLinearity);

    private static Parameter? First(torch.nn.Module layer, string name) => layer.get_parameter(name) ?? layer.get_parameter($"{name}_l0");

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_batch_first")]
    private static extern ref bool BatchFirst(LSTM layer);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_batch_first")]
    private static extern ref bool BatchFirst(GRU layer);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_batch_first")]
    private static extern ref bool BatchFirst(RNN layer);

    // The native layer tells nothing but its table.
    private static (string Name, object? Value)[] Table(Embedding layer)
    {
        using var weight = layer.weight;
        return [("num_embeddings", weight!.shape[0]), ("embedding_dims", weight.shape[1])];
    }
}
