using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using static PrunableModels.Core.ZeroRule;

namespace PrunableModels.Core;

/// <summary>The operators that inference knows: one line each, signature and zero rule together.</summary>
public static partial class OperatorTable
{
    // These may return the tensor that they are given.
    private static readonly string[] Identities =
        ["Identity", "contiguous", "clone", "alias", "to", "to_type", "type_as", "cpu", "cuda", "float", "half", "double", "detach", "requires_grad_", "MoveToOuterDisposeScope", "DetachFromDisposeScope"];

    private static readonly string[] EncoderInputs = ["src", "src_mask", "src_key_padding_mask"];

    private static readonly string[] DecoderInputs = ["tgt", "memory", "tgt_mask", "memory_mask", "tgt_key_padding_mask", "memory_key_padding_mask"];

    private static readonly Dictionary<string, Operator> Operators = Lines().ToDictionary(o => o.Name, StringComparer.Ordinal);

    /// <summary>The operator for anything without a signature.</summary>
    public static Operator Unknown { get; } = new("unknown", ["inputs"], new OpaqueTyping(), ZeroRule.Unknown);

    /// <summary>A tensor of the model that is not registered: its extents are what they are.</summary>
    public static Operator Unregistered { get; } = new("a tensor that is not registered", [], new FactoryTyping(), ZeroRule.Unknown) { Required = 0 };

    /// <summary>The attribute of such a tensor that says where the live model has it.</summary>
    public const string Place = "place";

    /// <summary>A layer with parameters that nobody has registered.</summary>
    public static Operator UnregisteredLayer { get; } = new("a layer that is not registered", ["input"], new UnregisteredTyping(), ZeroRule.Unknown);

    /// <summary>Every operator.</summary>
    public static IEnumerable<Operator> All => Operators.Values;

    /// <summary>The operator that a function of TorchSharp is, by the last part of its name; null where it has none.</summary>
    public static Operator? Find(string function) =>
        Operators.TryGetValue(function.Substring(function.LastIndexOf('.') + 1), out var found) ? found : null;

    /// <summary>Whether the function makes a new tensor, whose type of number is then an argument that matters.</summary>
    public static bool IsSource(string function) => Find(function) is { } found && (found.Operands.Count == 0 || found.Typing is FactoryTyping || found.Name.EndsWith("_like", StringComparison.Ordinal));

    internal static bool IsIdentity(string name) => name != "clone" && Array.IndexOf(Identities, name) >= 0;

    private static IEnumerable<Operator> Lines() =>
    [
        // Affine layers: rows write zero, columns need to read it.
        Of("linear", "input[..., I] weight[O, I] bias[O]? -> [..., O]", Affine),
        Of("conv1d", "input[..., g*I, w] weight[g*O, I, k] bias[g*O]? -> [..., g*O, _]", Affine, WindowExtents.Convolution(1)),
        Of("conv2d", "input[..., g*I, h, w] weight[g*O, I, kh, kw] bias[g*O]? -> [..., g*O, _, _]", Affine, WindowExtents.Convolution(2)),
        Of("conv3d", "input[..., g*I, d, h, w] weight[g*O, I, kd, kh, kw] bias[g*O]? -> [..., g*O, _, _, _]", Affine, WindowExtents.Convolution(3)),
        .. Enumerable.Range(1, 3).Select(n => Of($"conv_transpose{n}d", string.Format(CultureInfo.InvariantCulture, "input[..., g*I{0}] weight[g*I, O{1}] bias[g*O]? -> [..., g*O{2}]", Axes(n, "s"), Axes(n, "k"), Axes(n)), Affine, WindowExtents.Transposed(n))),

        // Normalisation over everything but the channels: exact, because scale and shift go to zero with the group.
        Norm("batch_norm", "n, C, *S"),
        Norm("batch_norm1d", "n, C, *S"),
        Norm("batch_norm2d", "n, C, h, w"),
        Norm("batch_norm3d", "n, C, d, h, w"),
        Norm("instance_norm", "n, C, *S", OwnStatistics),
        Norm("instance_norm1d", "n, C, l", OwnStatistics),
        Norm("instance_norm2d", "n, C, h, w", OwnStatistics),
        Norm("instance_norm3d", "n, C, d, h, w", OwnStatistics),
        GroupNorm("group_norm"),

        // Normalisation over the last axis itself: zeros count in its statistics.
        LayerNorm("layer_norm"),

        // Rows by index; columns of the table write zero.
        Of("embedding", "input[...] weight[v, E] -> [..., E]", Affine),

        // Recurrent layers: all gates' rows of a hidden unit write zero, if it starts at zero.
        Recurrent("lstm", gates: 4, ["input", "h0", "c0"]),
        Recurrent("gru", gates: 3, ["input", "h0"]),
        Recurrent("rnn", gates: 1, ["input", "h0"]),
        Recurrent("lstm_cell", gates: 4, ["input", "h0", "c0"], isCell: true),
        Recurrent("gru_cell", gates: 3, ["input", "h0"], isCell: true),
        Recurrent("rnn_cell", gates: 1, ["input", "h0"], isCell: true),

        // Rows by index, several at a time, and their sum, mean or maximum; a form in two variables.
        Of("embedding_bag", "input[n, l] weight[v, E] -> [n, E]", Affine),
        Of("bilinear", "input1[n, I] input2[n, J] weight[O, I, J] bias[O]? -> [n, O]", Affine),

        // Whole layers of TorchSharp: what is inside them is known, their own width stays.
        Transformer("transformer_encoder_layer", [.. EncoderInputs]),
        Transformer("transformer_encoder", [.. EncoderInputs]),
        Transformer("transformer_decoder_layer", [.. DecoderInputs]),
        Transformer("transformer_decoder", [.. DecoderInputs]),
        Transformer("transformer", ["src", "tgt", "src_mask", "tgt_mask", "memory_mask", "src_key_padding_mask", "tgt_key_padding_mask", "memory_key_padding_mask"], result: 1),

        // Contractions of two tensors: an index goes where one of them is zero there.
        new("matmul", ["input", "other"], new MatrixTyping(), Affine) { Required = 2 },
        new("bmm", ["input", "other"], new MatrixTyping(), Affine) { Required = 2 },
        new("mm", ["input", "other"], new MatrixTyping(), Affine) { Required = 2 },
        new("scaled_dot_product_attention", ["query", "key", "value", "attn_mask"], new AttentionTyping(), Attention) { Required = 3 },

        // Element by element, f(0) = 0.
        Of("rsqrt", "input[...] -> [...]", Function(x => 1 / Math.Sqrt(x), isDefinedEverywhere: false)) with { Scales = ScaleRule.Homogeneous(-0.5) },
        Of("relu", "input[...] -> [...]", Function(x => Math.Max(x, 0))) with { Scales = ScaleRule.Homogeneous(1) },
        Of("abs", "input[...] -> [...]", Function(Math.Abs)) with { Scales = ScaleRule.Homogeneous(1) },
        .. new[] { "neg", "negative" }.Select(name => Of(name, "input[...] -> [...]", Function(x => -x)) with { Scales = ScaleRule.Homogeneous(1) }),
        Of("leaky_relu", "input[...] -> [...]", Preserves) with { Scales = ScaleRule.Homogeneous(1) },
        Of("square", "input[...] -> [...]", Function(x => x * x)) with { Scales = ScaleRule.Homogeneous(2) },
        Of("tanh", "input[...] -> [...]", Function(Math.Tanh)),
        Of("sqrt", "input[...] -> [...]", PreservesWithinDomain) with { Scales = ScaleRule.Homogeneous(0.5) },
        .. new[] { "relu6", "elu", "celu", "selu", "gelu", "silu", "mish", "hardswish", "tanhshrink", "softsign", "softshrink", "hardshrink",
            "sin", "tan", "atan", "arctan", "sinh", "asinh", "arcsinh", "erf", "expm1", "sign", "floor", "ceil", "round", "trunc" }
            .Select(name => Of(name, "input[...] -> [...]", Preserves)),
        .. new[] { "asin", "log1p" }.Select(name => Of(name, "input[...] -> [...]", PreservesWithinDomain)),

        // Element by element, with bounds and slopes; half of a product is zero where both halves are.
        Of("hardtanh", "input[...] -> [...]", HardTanh),
        .. new[] { "clamp", "clamp_min", "clamp_max" }.Select(name => Of(name, "input[...] -> [...]", Clamp)),
        Of("threshold", "input[...] -> [...]", Threshold),
        new("prelu", ["input", "weight"], new PReluTyping(new(Signature.Parse("input[n, C, *S] weight[C] -> [n, C, *S]"))), Preserves) { Required = 2 },
        new("glu", ["input"], new GluTyping(), Preserves),

        // Element by element, f(0) = c.
        Of("sigmoid", "input[...] -> [...]", Function(x => 1 / (1 + Math.Exp(-x)))),
        Of("hardsigmoid", "input[...] -> [...]", Function(x => Math.Min(Math.Max(x + 3, 0), 6) / 6)),
        Of("softplus", "input[...] -> [...]", Softplus),
        .. new[] { "log_sigmoid", "logsigmoid" }.Select(name => Of(name, "input[...] -> [...]", Function(x => -Math.Log(1 + Math.Exp(-x))))),
        Of("exp", "input[...] -> [...]", Function(Math.Exp)),
        Of("cos", "input[...] -> [...]", Function(Math.Cos)),

        // Windows over the last axes.
        Of("max_pool1d", "input[..., C, w] -> [..., C, _]", Preserves, WindowExtents.Pooling(1)),
        Of("max_pool2d", "input[..., C, h, w] -> [..., C, _, _]", Preserves, WindowExtents.Pooling(2)),
        Of("max_pool3d", "input[..., C, d, h, w] -> [..., C, _, _, _]", Preserves, WindowExtents.Pooling(3)),
        Of("avg_pool1d", "input[..., C, w] -> [..., C, _]", Preserves, WindowExtents.Pooling(1)),
        Of("avg_pool2d", "input[..., C, h, w] -> [..., C, _, _]", Preserves, WindowExtents.Pooling(2)),
        Of("avg_pool3d", "input[..., C, d, h, w] -> [..., C, _, _, _]", Preserves, WindowExtents.Pooling(3)),
        Of("adaptive_avg_pool1d", "input[..., C, w] -> [..., C, _]", Averages, WindowExtents.Adaptive(1)),
        Of("adaptive_avg_pool2d", "input[..., C, h, w] -> [..., C, _, _]", Averages, WindowExtents.Adaptive(2)),
        Of("adaptive_avg_pool3d", "input[..., C, d, h, w] -> [..., C, _, _, _]", Averages, WindowExtents.Adaptive(3)),
        Of("adaptive_max_pool1d", "input[..., C, w] -> [..., C, _]", Averages, WindowExtents.Adaptive(1)),
        Of("adaptive_max_pool2d", "input[..., C, h, w] -> [..., C, _, _]", Averages, WindowExtents.Adaptive(2)),
        Of("adaptive_max_pool3d", "input[..., C, d, h, w] -> [..., C, _, _, _]", Averages, WindowExtents.Adaptive(3)),

        // Regularisation: the identity in evaluation, and random zeros while training.
        .. new[] { "dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout" }
            .Select(name => Of(name, "input[...] -> [...]", name.Contains("alpha") ? ZeroRule.Unknown : Preserves) with { IsRandom = true }),

        // Another view of the same elements.
        .. Identities.Select(name => Of(name, "input[...] -> [...]", Moves)),

        // Arithmetic: the other operand may be a number, which is then the attribute 'value'.
        new("add", ["input", "other"], new BroadcastTyping(), Sum),
        new("sub", ["input", "other"], new BroadcastTyping(), Sum),
        new("mul", ["input", "other"], new BroadcastTyping(), Product),
        new("div", ["input", "other"], new BroadcastTyping(), Quotient),

        new("addcmul", ["input", "tensor1", "tensor2"], new BroadcastTyping(), SumOfProduct) { Required = 3 },
        new("pow", ["input", "exponent"], new BroadcastTyping(), Power),
        .. new[] { "maximum", "minimum", "fmin", "fmax" }.Select(name => new Operator(name, ["input", "other"], new BroadcastTyping(), Sum) { Required = 2 }),

        // Masks, and what they choose.
        new("eq", ["input", "other"], new BroadcastTyping(), Compares((a, b) => a.Equals(b))),
        new("ne", ["input", "other"], new BroadcastTyping(), Compares((a, b) => !a.Equals(b))),
        new("lt", ["input", "other"], new BroadcastTyping(), Compares((a, b) => a < b)),
        new("le", ["input", "other"], new BroadcastTyping(), Compares((a, b) => a <= b)),
        new("gt", ["input", "other"], new BroadcastTyping(), Compares((a, b) => a > b)),
        new("ge", ["input", "other"], new BroadcastTyping(), Compares((a, b) => a >= b)),
        new("where", ["condition", "x", "y"], new BroadcastTyping(), Choice) { Required = 3 },
        new("masked_fill", ["input", "mask"], new BroadcastTyping(), Fill) { Required = 2 },

        // Axes in another order, product or sum.
        new("flatten", ["input"], new FlattenTyping(defaultStart: 0), Moves),
        new("view", ["input"], new ViewTyping(), Moves),
        new("reshape", ["input"], new ViewTyping(), Moves),
        new("permute", ["input"], new PermuteTyping(), Moves),
        new("transpose", ["input"], new PermuteTyping(), Moves),
        new("unsqueeze", ["input"], new SqueezeTyping(removes: false), Moves),
        new("squeeze", ["input"], new SqueezeTyping(removes: true), Moves),
        new("cat", ["tensors"], new ConcatenateTyping(), Joins),
        new("stack", ["tensors"], new StackTyping(), Joins),
        new("pixel_shuffle", ["input"], new PixelShuffleTyping(isInverse: false), Moves),
        new("pixel_unshuffle", ["input"], new PixelShuffleTyping(isInverse: true), Moves),

        // Parts and copies of an axis.
        .. new[] { "chunk", "split", "unbind" }.Select(name => new Operator(name, ["input"], new SplitTyping(), Moves) { ReturnsList = true }),
        .. new[] { "narrow", "select", "slice" }.Select(name => new Operator(name, ["input"], new SliceTyping(), Moves)),
        new("index", ["input", "chosen"], new SliceTyping(), Moves),
        .. new[] { "repeat", "tile", "repeat_interleave" }.Select(name => new Operator(name, ["input"], new RepeatTyping(), Moves)),
        new("expand", ["input"], new ExpandTyping(), Moves),
        new("pad", ["input"], new PadTyping(), Padding),
        new("interpolate", ["input"], new ResizeTyping(), Preserves),
        new("upsample", ["input"], new ResizeTyping(), Preserves),

        // Along a dimension.
        new("mean", ["input"], new DimensionTyping(["dimensions", "dim"], reduces: true) { IgnoresZero = true, IsMean = true }, Averages) { Scales = ScaleRule.Homogeneous(1) },
        new("sum", ["input"], new DimensionTyping(["dim", "dimensions"], reduces: true) { IgnoresZero = true }, Preserves) { Scales = ScaleRule.Homogeneous(1) },
        new("var", ["input"], new DimensionTyping(["dimensions", "dim"], reduces: true), Preserves),
        new("std", ["input"], new DimensionTyping(["dimensions", "dim"], reduces: true), Preserves),
        new("norm", ["input"], new DimensionTyping(["dim", "dimension"], reduces: true) { IgnoresZero = true }, ZeroRule.Norm),
        new("roll", ["input"], new DimensionTyping(["dims"], reduces: false), Moves),
        new("flip", ["input"], new DimensionTyping(["dims"], reduces: false), Moves),
        new("cumsum", ["input"], new DimensionTyping(["dim"], reduces: false), Preserves),
        new("softmax", ["input"], new DimensionTyping(["dim"], reduces: false), ZeroRule.Unknown),
        new("softmin", ["input"], new DimensionTyping(["dim"], reduces: false), ZeroRule.Unknown),
        new("log_softmax", ["input"], new DimensionTyping(["dim"], reduces: false), ZeroRule.Unknown),

        .. Elements(),
        .. Sources(),
        .. Contractions(),
        .. Orders(),
        .. AlongDimensions(),
        .. Windows(),
    ];
}
