using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Onnx;

/// <content>Along dimensions.</content>
internal static partial class OperatorConverters
{
    private static IEnumerable<(string Name, Converter Convert)> Reductions() =>
    [
        One("mean", n => Reduced(n, "ReduceMean", Typed(n))),
        One("sum", Summed),
        One("prod", n => Reduced(n, "ReduceProd", Typed(n))),
        .. Each(["amax"], n => Reduced(n, "ReduceMax", n.X)),
        .. Each(["amin"], n => Reduced(n, "ReduceMin", n.X)),
        One("logsumexp", n => Reduced(n, "ReduceLogSumExp", n.X)),
        One("norm", n => Norm(n, n.Number("p", 2), Reducing(n), Keeps(n))),
        One("var", Variance),
        One("std", n => n.Emit("Sqrt", Variance(n))),
        One("any", n => n.Cast(Reduced(n, "ReduceMax", n.Cast(n.Cast(n.X, ElementType.Bool), ElementType.Int32)), ElementType.Bool)),
        One("all", n => n.Cast(Reduced(n, "ReduceMin", n.Cast(n.Cast(n.X, ElementType.Bool), ElementType.Int32)), ElementType.Bool)),
        One("argmax", n => Position(n, "ArgMax")),
        One("argmin", n => Position(n, "ArgMin")),
        ("max", n => Extreme(n, "ReduceMax", "ArgMax", "Max")),
        ("min", n => Extreme(n, "ReduceMin", "ArgMin", "Min")),
        ("topk", TopK),
        One("softmax", n => n.Emit("Softmax", [Typed(n)], ("axis", n.Dimension(-1, "dim")))),
        One("softmin", n => n.Emit("Softmax", [n.Emit("Neg", Typed(n))], ("axis", n.Dimension(-1, "dim")))),
        One("softmax2d", n => n.Emit("Softmax", [n.X], ("axis", -3L))),
        One("log_softmax", n => n.Emit("LogSoftmax", [Typed(n)], ("axis", n.Dimension(-1, "dim")))),
        One("cumsum", n => n.Emit("CumSum", Typed(n), n.Integer(n.Dimension(0, "dim")))),
    ];

    private static OnnxValue Typed(NodeConversion n) => n.Type("dtype", "type") is { } type ? n.Cast(n.X, type) : n.X;

    private static long[]? Reducing(NodeConversion n) => n.Dimensions("dimensions", "dim", "dims", "dimension") is { Length: > 0 } some ? some : null;

    private static bool Keeps(NodeConversion n) => n.Flag("keepdim", false) || n.Flag("keepDimension", false) || n.Flag("keep_dim", false);

    private static OnnxValue Reduced(NodeConversion n, string @operator, OnnxValue value) => Reduced(n, @operator, value, Reducing(n), Keeps(n));

    private static OnnxValue Reduced(NodeConversion n, string @operator, OnnxValue value, long[]? axes, bool keeps) => axes is null
        ? n.Emit(@operator, [value], ("keepdims", keeps ? 1L : 0))
        : n.Emit(@operator, [value], ("axes", axes), ("keepdims", keeps ? 1L : 0));

    // The axes of sums are an input.
    private static OnnxValue Sum(NodeConversion n, OnnxValue value, long[]? axes, bool keeps) =>
        n.Emit("ReduceSum", axes is null ? [value] : [value, n.Integers(axes)], ("keepdims", keeps ? 1L : 0));

    private static OnnxValue Summed(NodeConversion n)
    {
        var value = Typed(n);
        return Sum(n, value.Type.IsFloating() ? value : n.Cast(value, ElementType.Int64), Reducing(n), Keeps(n));
    }

    private static OnnxValue Norm(NodeConversion n, double p, long[]? axes, bool keeps) => p switch
    {
        1 => Reduced(n, "ReduceL1", n.X, axes, keeps),
        2 => Reduced(n, "ReduceL2", n.X, axes, keeps),
        double.PositiveInfinity => Reduced(n, "ReduceMax", n.Emit("Abs", n.X), axes, keeps),
        _ => throw n.Refuse($"of norms, the first, the second and the largest are exported, not the {p}th"),
    };

    private static OnnxValue Variance(NodeConversion n)
    {
        var (axes, keeps, isUnbiased) = (Reducing(n), Keeps(n), n.Flag("unbiased", true));
        var count = (axes ?? [.. Axes(0, n.Rank())]).Aggregate(1L, (product, axis) => product * n.Fixed(n.Extent(axis)));
        var centred = n.Subtract(n.X, Reduced(n, "ReduceMean", n.X, axes, keeps: true));
        return n.Divide(Sum(n, n.Multiply(centred, centred), axes, keeps), n.Number(isUnbiased ? count - 1 : count, n.X));
    }

    private static OnnxValue Position(NodeConversion n, string @operator)
    {
        var keeps = Keeps(n);
        return Reducing(n) is [var axis] ? n.Emit(@operator, ElementType.Int64, [n.X], ("axis", axis), ("keepdims", keeps ? 1L : 0))
            : n.Emit(@operator, ElementType.Int64, [n.Emit("Reshape", n.X, n.Integers(-1))], ("axis", 0L), ("keepdims", 0L));
    }

    // The larger of two tensors, the largest of all numbers, or the largest along a dimension and where it stands.
    private static IReadOnlyList<OnnxValue> Extreme(NodeConversion n, string reduce, string position, string pairwise)
    {
        if (n.Node.Operands.Count > 1)
        {
            return [Common(n, (a, b) => n.Emit(pairwise, a, b))];
        }

        var (axes, keeps) = (Reducing(n), Keeps(n));
        var value = Reduced(n, reduce, n.X, axes, keeps);
        return axes is null ? [value] : [value, n.Emit(position, ElementType.Int64, [n.X], ("axis", axes[0]), ("keepdims", keeps ? 1L : 0))];
    }

    private static IReadOnlyList<OnnxValue> TopK(NodeConversion n) => n.EmitAll(
        "TopK", [n.X.Type, ElementType.Int64], [n.X, n.Integers(n.Integer("k", 1))], ("axis", n.Dimension(-1, "dim")), ("largest", n.Flag("largest", true) ? 1L : 0), ("sorted", n.Flag("sorted", true) ? 1L : 0));
}
