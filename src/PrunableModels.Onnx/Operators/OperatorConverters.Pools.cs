using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Onnx;

/// <content>Windows that are pooled.</content>
internal static partial class OperatorConverters
{
    private static IEnumerable<(string Name, Converter Convert)> Pools() =>
    [
        .. ForAxes(1, 3, "max_pool{0}d", MaxPool),
        .. ForAxes(1, 3, "avg_pool{0}d", AveragePool),
        .. ForAxes(1, 3, "adaptive_avg_pool{0}d", AdaptiveAverage),
        .. ForAxes(1, 3, "adaptive_max_pool{0}d", AdaptiveMax),
    ];

    private static OnnxValue MaxPool(NodeConversion n, int axes)
    {
        RequireBatch(n, axes);
        var window = new PoolWindow(n, axes);
        return n.Emit("MaxPool", [n.X], ("kernel_shape", window.Kernel), ("strides", window.Stride), ("pads", Both(window.Padding, window.After())), ("dilations", window.Dilation));
    }

    private static OnnxValue AveragePool(NodeConversion n, int axes)
    {
        RequireBatch(n, axes);
        var (window, countsPadding) = (new PoolWindow(n, axes), n.Flag("count_include_pad", true));
        var (before, after) = (window.Padding, window.After());
        var isPadded = before.Any(p => p > 0);
        if (isPadded && countsPadding && !after.SequenceEqual(before))
        {
            throw n.Refuse("with ceil_mode and padding that counts, ONNX divides by other numbers. Turn one of them off");
        }

        return n.Emit("AveragePool", [n.X], ("kernel_shape", window.Kernel), ("strides", window.Stride), ("pads", Both(before, after)), ("count_include_pad", isPadded && countsPadding ? 1L : 0));
    }

    private static OnnxValue AdaptiveAverage(NodeConversion n, int axes)
    {
        RequireBatch(n, axes);
        var (input, output) = (n.Extents().Skip(2).ToList(), n.Window("output_size", axes, 1));
        return output.All(o => o == 1) ? n.Emit("GlobalAveragePool", n.X)
            : input.Zip(output).All(e => e.First.Equals(e.Second)) ? n.X
            : Divides(n, input, output) is { } kernel ? n.Emit("AveragePool", [n.X], ("kernel_shape", kernel), ("strides", kernel))
            : axes < 3 ? Averaged(n, [.. input.Select(n.Fixed)], output)
            : throw n.Refuse($"{string.Join(" x ", input)} is no multiple of {string.Join(" x ", output)}");
    }

    // Means over windows of unequal sizes are products with matrices, one for each axis.
    private static OnnxValue Averaged(NodeConversion n, long[] input, long[] output)
    {
        var result = n.Emit("MatMul", n.X, n.Numbers(Means(input[^1], output[^1], isTransposed: true), n.X.Type, input[^1], output[^1]));
        return input.Length == 1 ? result : n.Emit("MatMul", n.X.Type, [n.Numbers(Means(input[0], output[0], isTransposed: false), n.X.Type, output[0], input[0]), result]);
    }

    private static double[] Means(long input, long output, bool isTransposed)
    {
        var means = new double[input * output];
        for (var o = 0L; o < output; o++)
        {
            var (start, end) = Window(o, input, output);
            for (var i = start; i < end; i++)
            {
                means[isTransposed ? (i * output) + o : (o * input) + i] = 1.0 / (end - start);
            }
        }

        return means;
    }

    private static OnnxValue AdaptiveMax(NodeConversion n, int axes)
    {
        RequireBatch(n, axes);
        var (input, output) = (n.Extents().Skip(2).ToList(), n.Window("output_size", axes, 1));
        return output.All(o => o == 1) ? n.Emit("GlobalMaxPool", n.X)
            : Divides(n, input, output) is { } kernel ? n.Emit("MaxPool", [n.X], ("kernel_shape", kernel), ("strides", kernel))
            : Enumerable.Range(0, axes).Aggregate(n.X, (value, i) => Largest(n, value, i + 2, n.Fixed(input[i]), output[i]));
    }

    // Of windows of unequal sizes along one axis.
    private static OnnxValue Largest(NodeConversion n, OnnxValue value, long axis, long input, long output) => Joined(
        n,
        [.. Axes(0, output).Select(o => Window(o, input, output)).Select(w => Reduced(n, "ReduceMax", Slice(n, value, [(axis, w.Start, w.End, 1)]), [axis], keeps: true))],
        axis);

    private static (long Start, long End) Window(long number, long input, long output) => (number * input / output, (((number + 1) * input) + output - 1) / output);

    private static long[]? Divides(NodeConversion n, List<Size> input, long[] output)
    {
        var extents = input.Select(n.Fixed).ToList();
        return extents.Zip(output).All(e => e.First % e.Second == 0) ? [.. extents.Zip(output, (i, o) => i / o)] : null;
    }
}
