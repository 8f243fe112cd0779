using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;
using TorchSharp.Modules;

namespace PrunableModels.Onnx;

/// <content>Linear layers, convolutions, tables and products of matrices.</content>
internal static partial class OperatorConverters
{
    private static IEnumerable<(string Name, Converter Convert)> Affine() =>
    [
        One("linear", Linear),
        .. ForAxes(1, 3, "conv{0}d", Convolution),
        .. ForAxes(1, 3, "conv_transpose{0}d", Transposed),
        One("embedding", Embedding),
        One("embedding_bag", Bag),
        One("bilinear", Bilinear),
        .. Each(["matmul", "bmm", "mm", "mv", "dot"], n => Common(n, (a, b) => n.Emit("MatMul", a, b))),
        .. Each(["addmm", "addmv"], SumWithProduct),
        One("einsum", Einsum),
    ];

    private static OnnxValue Linear(NodeConversion n)
    {
        n.Ignore("inputSize", "outputSize", "hasBias");
        var (weight, bias) = (n.Optional("weight")!, n.Optional("bias"));
        if (n.Rank() == 2 && n.Rank(1) == 2)
        {
            return n.Emit("Gemm", [n.X, weight, bias], ("transB", 1L));
        }

        var product = n.Emit("MatMul", n.X, n.Emit("Transpose", [weight], ("perm", new[] { 1L, 0 })));
        return bias is null ? product : n.Add(product, bias);
    }

    private static OnnxValue Convolution(NodeConversion n, int axes)
    {
        RequireBatch(n, axes);
        n.Ignore("in_channels", "out_channels", "kernel_size", "bias");
        var (kernel, dilation) = (Kernel(n), n.Window("dilation", axes, 1));
        var (before, after) = ConvolutionPadding(n, axes, kernel, dilation);
        var (input, mode) = (n.X, n.Text("padding_mode") ?? "Zeros");
        if (mode != "Zeros")
        {
            input = Pad(n, input, [.. Enumerable.Range(0, axes).Reverse().SelectMany(i => new Size[] { before[i], after[i] })], mode, 0);
            (before, after) = (new long[axes], new long[axes]);
        }

        return n.Emit(
            "Conv",
            [input, n.Optional("weight"), n.Optional("bias")],
            ("kernel_shape", kernel), ("strides", n.Window(["stride", "strides"], axes, Ones(axes))), ("pads", Both(before, after)), ("dilations", dilation), ("group", n.Integer("groups", 1)));
    }

    private static OnnxValue Transposed(NodeConversion n, int axes)
    {
        RequireBatch(n, axes);
        n.Ignore("in_channels", "out_channels", "kernel_size", "bias");
        if (n.Text("padding_mode") is not (null or "Zeros"))
        {
            throw n.Refuse("a transposed convolution pads with nothing but zeros");
        }

        var padding = n.Window("padding", axes, 0);
        return n.Emit(
            "ConvTranspose",
            [n.X, n.Optional("weight"), n.Optional("bias")],
            ("kernel_shape", Kernel(n)), ("strides", n.Window(["stride", "strides"], axes, Ones(axes))), ("pads", Both(padding, padding)),
            ("output_padding", n.Window("output_padding", axes, 0)), ("dilations", n.Window("dilation", axes, 1)), ("group", n.Integer("groups", 1)));
    }

    // As large as the input: what is left over goes behind.
    private static (long[] Before, long[] After) ConvolutionPadding(NodeConversion n, int axes, long[] kernel, long[] dilation)
    {
        if (n.Find("padding") is Value.Text { Value: var kind })
        {
            var whole = kind == "Same" ? kernel.Zip(dilation, (k, d) => d * (k - 1)).ToArray() : new long[axes];
            return ([.. whole.Select(w => w / 2)], [.. whole.Select(w => w - (w / 2))]);
        }

        var padding = n.Window("padding", axes, 0);
        return (padding, padding);
    }

    private static OnnxValue Embedding(NodeConversion n)
    {
        n.Ignore("num_embeddings", "embedding_dims");
        return n.Module is not Embedding layer || TableRows.AreAsStored(layer)
            ? n.Emit("Gather", n.Optional("weight"), n.X)
            : throw n.Refuse("it changes rows when they are looked up. Leave max_norm away");
    }

    private static OnnxValue Bag(NodeConversion n)
    {
        n.Ignore("num_embeddings", "embedding_dims");
        var reduce = n.Module is EmbeddingBag layer ? TableRows.Reduction(layer) : null;
        var rows = n.Emit("Gather", n.Optional("weight"), n.X);
        return reduce switch
        {
            null => throw n.Refuse("TorchSharp's own does not tell whether it changes or leaves out rows. Use an Embedding and its mean or sum"),
            "ReduceSum" => Sum(n, rows, [1], keeps: false),
            _ => Reduced(n, reduce, rows, [1], keeps: false),
        };
    }

    private static OnnxValue Bilinear(NodeConversion n)
    {
        n.Ignore("in1_features", "in2_features", "out_features", "hasBias");
        var form = n.Emit("Einsum", [n.Operand(0), n.Optional("weight"), n.Operand(1)], ("equation", "bi,oij,bj->bo"));
        return n.Optional("bias") is { } bias ? n.Add(form, bias) : form;
    }

    private static OnnxValue SumWithProduct(NodeConversion n)
    {
        var (beta, alpha) = (n.Number("beta", 1), n.Number("alpha", 1));
        var product = Scaled(n, n.Emit("MatMul", n.Operand(1), n.Operand(2)), alpha);
        return n.Add(Scaled(n, n.X, beta), product);
    }

    private static OnnxValue Einsum(NodeConversion n) => n.Emit("Einsum", [.. n.Operands], ("equation", n.Text("equation")!));

    private static OnnxValue Scaled(NodeConversion n, OnnxValue value, double factor) => factor == 1 ? value : n.Multiply(value, n.Number(factor, value));

    private static long[] Kernel(NodeConversion n) => [.. n.Extents(1).Skip(2).Select(n.Fixed)];

    private static long[] Ones(int count) => [.. Enumerable.Repeat(1L, count)];

    private static long[] Both(long[] before, long[] after) => [.. before, .. after];

    // ONNX knows these with a batch alone.
    private static void RequireBatch(NodeConversion n, int axes)
    {
        if (n.Rank() != axes + 2)
        {
            throw n.Refuse($"it is given {n.Rank()} axes, and ONNX needs batch, channels and {axes} more. Give it a batch of one");
        }
    }
}
