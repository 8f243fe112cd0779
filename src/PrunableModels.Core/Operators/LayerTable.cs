using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>The module classes of TorchSharp that inference knows: one line each.</summary>
public static class LayerTable
{
    /// <summary>How many layers of a native stack are looked at: half-typed code may say any number.</summary>
    private const int MostNativeLayers = 1000;

    private static readonly Dictionary<string, LayerKind> Kinds = Lines().ToDictionary(k => k.Name, StringComparer.Ordinal);

    /// <summary>Containers, which call their modules in order or hold them for the user's code.</summary>
    private static readonly HashSet<string> Containers = new(["Sequential", "ModuleList", "ModuleDict"], StringComparer.Ordinal);

    /// <summary>Layers that inference does not know on purpose, and what of them it would have to know: what flows into them is kept.</summary>
    public static IReadOnlyDictionary<string, string> Opaque { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["MultiheadAttention"] = "is native, with one width for its inputs, heads and outputs",
        ["MaxUnpool1d"] = "needs the positions of its pooling",
        ["MaxUnpool2d"] = "needs the positions of its pooling",
        ["MaxUnpool3d"] = "needs the positions of its pooling",
        ["PairwiseDistance"] = "adds eps to every difference, also to those of zeros",
    };

    /// <summary>Every kind.</summary>
    public static IEnumerable<LayerKind> All => Kinds.Values;

    /// <summary>The kind of that class, or null.</summary>
    public static LayerKind? Find(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;

    /// <summary>Whether compaction may have to put a module of another class in the place of such a layer.</summary>
    public static bool MayBeExchanged(string name) => name == "LayerNorm";

    /// <summary>Whether the class is a container of TorchSharp.</summary>
    public static bool IsContainer(string name) => Containers.Contains(name);

    /// <summary>Whether the class is a list or dictionary of parameters of TorchSharp.</summary>
    public static bool HoldsParameters(string name) => name is "ParameterList" or "ParameterDict";

    private static IEnumerable<LayerKind> Lines() =>
    [
        new("Linear", "linear", "inputSize, outputSize, hasBias=true",
            a => [Parameter("weight", a.Integer("outputSize", 1), a.Integer("inputSize", 1)), .. Bias(a, "hasBias", a.Integer("outputSize", 1))]),
        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"Conv{n}d", $"conv{n}d", "in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, padding_mode=Zeros, groups=1, bias=true", a => Convolution(a, n))),
        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"ConvTranspose{n}d", $"conv_transpose{n}d", "in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, dilation=1, padding_mode=Zeros, groups=1, bias=true", a => Transposed(a, n))),
        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"BatchNorm{n}d", $"batch_norm{n}d", "num_features, eps=1E-05, momentum=0.1, affine=true, track_running_stats=true", Norm)),
        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"InstanceNorm{n}d", $"instance_norm{n}d", "num_features, eps=1E-05, momentum=0.1, affine=false, track_running_stats=false", Norm)),
        new("GroupNorm", "group_norm", "num_groups, num_channels, eps=1E-05, affine=true",
            a => a.Flag("affine", true) ? [Parameter("weight", a.Integer("num_channels", 1)), Parameter("bias", a.Integer("num_channels", 1))] : []),

        new("LayerNorm", "layer_norm", "normalized_shape, eps=1E-05, elementwise_affine=true, bias=true", LayerNorm),
        new("Embedding", "embedding", "num_embeddings, embedding_dims",
            a => [Parameter("weight", a.Integer("num_embeddings", 1), a.Integer("embedding_dims", 1))]),

        new("EmbeddingBag", "embedding_bag", "num_embeddings, embedding_dims",
            a => [Parameter("weight", a.Integer("num_embeddings", 1), a.Integer("embedding_dims", 1))]),
        new("Bilinear", "bilinear", "in1_features, in2_features, out_features, hasBias=true",
            a => [Parameter("weight", a.Integer("out_features", 1), a.Integer("in1_features", 1), a.Integer("in2_features", 1)), .. Bias(a, "hasBias", a.Integer("out_features", 1))]),
        new("TransformerEncoderLayer", "transformer_encoder_layer", "d_model=512, nhead=8, dim_feedforward=2048, dropout=0.1, activation=ReLU", a => Transformer(a, "", "self_attn")),
        new("TransformerDecoderLayer", "transformer_decoder_layer", "d_model=512, nhead=8, dim_feedforward=2048, dropout=0.1, activation=ReLU", a => Transformer(a, "", "self_attn", "multihead_attn")),
        new("TransformerEncoder", "transformer_encoder", "encoder_layer, num_layers", a => Stack(Copied(a, "encoder_layer"), a.Constant("num_layers", 1), "", "self_attn")) { Counted = ["num_layers"] },
        new("TransformerDecoder", "transformer_decoder", "decoder_layer, num_layers", a => Stack(Copied(a, "decoder_layer"), a.Constant("num_layers", 1), "", "self_attn", "multihead_attn")) { Counted = ["num_layers"] },
        new("Transformer", "transformer", "d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048, dropout=0.1, activation=ReLU", a =>
        [
            .. Stack(a, a.Constant("num_encoder_layers", 6), "encoder.", "self_attn"), .. Affine("encoder.norm", a.Integer("d_model", 512)),
            .. Stack(a, a.Constant("num_decoder_layers", 6), "decoder.", "self_attn", "multihead_attn"), .. Affine("decoder.norm", a.Integer("d_model", 512)),
        ]) { Counted = ["num_encoder_layers", "num_decoder_layers"] },

        .. new[] { ("LSTM", "lstm", 4), ("GRU", "gru", 3) }.Select(r => new LayerKind(r.Item1, r.Item2, "inputSize, hiddenSize, numLayers=1, bias=true, batchFirst=false, dropout=0, bidirectional=false", a => Recurrent(a, r.Item3)) { Decided = "bidirectional" }),
        new("RNN", "rnn", "inputSize, hiddenSize, numLayers=1, nonLinearity=Tanh, bias=true, batchFirst=false, dropout=0, bidirectional=false", a => Recurrent(a, 1)) { Decided = "bidirectional" },
        new("LSTMCell", "lstm_cell", "inputSize, hiddenSize, bias=true", a => RecurrentStep(a, 4, a.Integer("inputSize", 1))),
        new("GRUCell", "gru_cell", "inputSize, hiddenSize, bias=true", a => RecurrentStep(a, 3, a.Integer("inputSize", 1))),
        new("RNNCell", "rnn_cell", "inputSize, hiddenSize, nonLinearity=Tanh, bias=true", a => RecurrentStep(a, 1, a.Integer("inputSize", 1))),

        new("ReLU", "relu", "inplace=false"),
        new("ReLU6", "relu6", "inplace=false"),
        new("LeakyReLU", "leaky_relu", "negative_slope=0.01, inplace=false"),
        new("ELU", "elu", "alpha=1, inplace=false"),
        new("CELU", "celu", "alpha=1, inplace=false"),
        new("SELU", "selu", "inplace=false"),
        new("GELU", "gelu", "approximate=none, inplace=false"),
        new("SiLU", "silu", "inplace=false"),
        new("Mish", "mish", "inplace=false"),
        new("Hardswish", "hardswish", "inplace=false"),
        new("Tanh", "tanh", "inplace=false"),
        new("Sigmoid", "sigmoid", "inplace=false"),
        new("Hardsigmoid", "hardsigmoid", "inplace=false"),
        new("Hardtanh", "hardtanh", "min_val=-1, max_val=1, inplace=false"),
        new("Threshold", "threshold", "threshold, value, inplace=false"),
        new("Softplus", "softplus", "beta=1, threshold=20"),
        new("LogSigmoid", "log_sigmoid", ""),
        new("PReLU", "prelu", "num_parameters, init=0.25", a => [Parameter("weight", a.Integer("num_parameters", 1))]),
        new("Hardshrink", "hardshrink", "lambda=0.5"),
        new("Softshrink", "softshrink", "lambda=0.5"),
        new("Tanhshrink", "tanhshrink", "inplace=false"),
        new("Softsign", "softsign", "inplace=false"),
        new("RReLU", "rrelu", "lower=0.125, upper=0.3333333333333333, inplace=false"),
        new("GLU", "glu", "dim=-1"),
        new("Softmin", "softmin", "dim"),
        new("Softmax", "softmax", "dim"),
        new("LogSoftmax", "log_softmax", "dim"),
        new("Softmax2d", "softmax2d", ""),
        new("LocalResponseNorm", "local_response_norm", "size, alpha=0.0001, beta=0.75, k=1"),
        new("CosineSimilarity", "cosine_similarity", "dim=1, eps=1E-08"),

        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"MaxPool{n}d", $"max_pool{n}d", "kernel_size, stride=null, padding=null, dilation=null, ceil_mode=false")),
        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"AvgPool{n}d", $"avg_pool{n}d", n == 1 ? "kernel_size, stride=null, padding=0, ceil_mode=false, count_include_pad=true" : "kernel_size, stride=null, padding=null, ceil_mode=false, count_include_pad=true, divisor_override=null")),
        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"AdaptiveAvgPool{n}d", $"adaptive_avg_pool{n}d", "output_size")),
        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"AdaptiveMaxPool{n}d", $"adaptive_max_pool{n}d", "output_size")),

        new("LPPool1d", "lp_pool1d", "norm_type, kernel_size, stride=null, ceil_mode=false"),
        new("LPPool2d", "lp_pool2d", "norm_type, kernel_size, stride=null, ceil_mode=false"),
        .. Enumerable.Range(2, 2).Select(n => new LayerKind($"FractionalMaxPool{n}d", $"fractional_max_pool{n}d", "kernel_size, output_size=null, output_ratio=null")),

        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"ConstantPad{n}d", $"constant_pad{n}d", "padding, value")),
        new("ZeroPad2d", "zero_pad2d", "padding"),
        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"ReflectionPad{n}d", $"reflection_pad{n}d", "padding")),
        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"ReplicationPad{n}d", $"replication_pad{n}d", "padding")),

        new("AlphaDropout", "alpha_dropout", "p=0.5, inplace=false"),
        new("FeatureAlphaDropout", "feature_alpha_dropout", "p=0.5, inplace=false"),
        new("Dropout", "dropout", "p=0.5, inplace=false"),
        .. Enumerable.Range(1, 3).Select(n => new LayerKind($"Dropout{n}d", $"dropout{n}d", "p=0.5, inplace=false")),
        new("Upsample", "interpolate", "size=null, scale_factor=null, mode=Nearest, align_corners=null, recompute_scale_factor=null"),
        new("PixelShuffle", "pixel_shuffle", "upscale_factor"),
        new("PixelUnshuffle", "pixel_unshuffle", "downscale_factor"),
        new("ChannelShuffle", "channel_shuffle", "groups"),
        new("Unflatten", "unflatten", "dim, unflattened_size"),
        new("Unfold", "unfold", "kernel_size, dilation=1, padding=0, stride=1"),
        new("Fold", "fold", "output_size, kernel_size, dilation=1, padding=0, stride=1"),
        new("Flatten", "flatten", "start_dim=1, end_dim=-1"),
        new("Identity", "Identity", ""),
    ];

    private static IEnumerable<TensorSlot> Convolution(Attributes a, int axes) =>
    [
        Parameter("weight", [a.Integer("out_channels", 1), a.Integer("in_channels", 1) / a.Integer("groups", 1), .. a.Window("kernel_size", axes)]),
        .. Bias(a, "bias", a.Integer("out_channels", 1)),
    ];

    private static IEnumerable<TensorSlot> Transposed(Attributes a, int axes) =>
    [
        Parameter("weight", [a.Integer("in_channels", 1), a.Integer("out_channels", 1) / a.Integer("groups", 1), .. a.Window("kernel_size", axes)]),
        .. Bias(a, "bias", a.Integer("out_channels", 1)),
    ];

    private static IEnumerable<TensorSlot> Norm(Attributes a)
    {
        var width = a.Integer("num_features", 1);
        return
        [
            .. a.Flag("affine", true) ? [Parameter("weight", width), Parameter("bias", width)] : Array.Empty<TensorSlot>(),
            .. a.Flag("track_running_stats", true) ? [Buffer("running_mean", width), Buffer("running_var", width), Buffer("num_batches_tracked")] : Array.Empty<TensorSlot>(),
        ];
    }

    private static IEnumerable<TensorSlot> LayerNorm(Attributes a)
    {
        var shape = a.Find("normalized_shape") is Value.Sequence s ? a.Window("normalized_shape", s.Items.Count) : a.Window("normalized_shape", 1);
        return
        [
            .. a.Flag("elementwise_affine", true) ? [Parameter("weight", [.. shape])] : Array.Empty<TensorSlot>(),
            .. a.Flag("elementwise_affine", true) && a.Flag("bias", true) ? [Parameter("bias", [.. shape])] : Array.Empty<TensorSlot>(),
        ];
    }

    // A stack consists of copies of the layer that it is given; of one that is not known nothing can be said.
    private static Attributes? Copied(Attributes a, string layer) => a.Find(layer) is Value.Module { Instance: var known } ? known.Attributes : null;

    private static IEnumerable<TensorSlot> Stack(Attributes? layer, long? count, string path, params string[] attentions) =>
        layer is null ? [] : Enumerable.Range(0, (int)Math.Min(count ?? 1, MostNativeLayers)).SelectMany(i => Transformer(layer, $"{path}layers.{i}.", attentions));

    private static IEnumerable<TensorSlot> Transformer(Attributes a, string path, params string[] attentions)
    {
        var (width, hidden) = (a.Integer("d_model", 512), a.Integer("dim_feedforward", 2048));
        return
        [
            .. attentions.Select(n => path + n).SelectMany(n => new[] { Parameter($"{n}.in_proj_weight", 3 * width, width), Parameter($"{n}.in_proj_bias", 3 * width), Parameter($"{n}.out_proj.weight", width, width), Parameter($"{n}.out_proj.bias", width) }),
            Parameter($"{path}linear1.weight", hidden, width), Parameter($"{path}linear1.bias", hidden), Parameter($"{path}linear2.weight", width, hidden), Parameter($"{path}linear2.bias", width),
            .. Enumerable.Range(1, attentions.Length + 1).SelectMany(n => Affine($"{path}norm{n}", width)),
        ];
    }

    private static IEnumerable<TensorSlot> Affine(string path, Size width) => [Parameter($"{path}.weight", width), Parameter($"{path}.bias", width)];

    // A number of layers that is not known before the model runs is looked at as one.
    private static IEnumerable<TensorSlot> Recurrent(Attributes a, int gates)
    {
        var directions = a.Flag("bidirectional", false) ? new[] { "", "_reverse" } : [""];
        var later = a.Integer("hiddenSize", 1) * directions.Length;
        return Enumerable.Range(0, (int)(a.Constant("numLayers", 1) ?? 1))
            .SelectMany(i => directions.SelectMany(d => RecurrentStep(a, gates, i == 0 ? a.Integer("inputSize", 1) : later, $"_l{i}{d}")));
    }

    private static IEnumerable<TensorSlot> RecurrentStep(Attributes a, int gates, Size read, string suffix = "")
    {
        var hidden = a.Integer("hiddenSize", 1);
        return
        [
            Parameter($"weight_ih{suffix}", gates * hidden, read),
            Parameter($"weight_hh{suffix}", gates * hidden, hidden),
            .. a.Flag("bias", true) ? [Parameter($"bias_ih{suffix}", gates * hidden), Parameter($"bias_hh{suffix}", gates * hidden)] : Array.Empty<TensorSlot>(),
        ];
    }

    private static IEnumerable<TensorSlot> Bias(Attributes a, string flag, Size width) => a.Flag(flag, true) ? [Parameter("bias", width)] : [];

    private static TensorSlot Parameter(string name, params Size[] shape) => new(name, shape, IsBuffer: false);

    private static TensorSlot Buffer(string name, params Size[] shape) => new(name, shape, IsBuffer: true);
}
