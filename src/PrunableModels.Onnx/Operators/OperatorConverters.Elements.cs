using System;
using System.Collections.Generic;
using PrunableModels.Core;
using TorchSharp;

namespace PrunableModels.Onnx;

/// <content>Functions of every element by itself.</content>
internal static partial class OperatorConverters
{
    // TorchSharp 0.107 does not.
    private static readonly Lazy<bool> ClampsHardTanh = new(() =>
    {
        using var number = 2.ToScalar();
        using var two = torch.full([1], number);
        using var clamped = torch.nn.functional.hardtanh(two, -1, 1);
        return clamped.ToSingle() == 1;
    });

    private static IEnumerable<(string Name, Converter Convert)> Elements() =>
    [
        // The same function.
        One("relu", n => n.Emit("Relu", n.X)),
        One("abs", n => n.Emit("Abs", n.X)),
        .. Each(["neg", "negative"], n => n.Emit("Neg", n.X)),
        One("sign", n => n.Emit("Sign", n.X)),
        One("floor", n => n.Emit("Floor", n.X)),
        One("ceil", n => n.Emit("Ceil", n.X)),
        One("round", n => n.Emit("Round", n.X)),
        One("sqrt", n => n.Emit("Sqrt", Real(n))),
        One("reciprocal", n => n.Emit("Reciprocal", Real(n))),
        One("exp", n => n.Emit("Exp", Real(n))),
        One("log", n => n.Emit("Log", Real(n))),
        One("erf", n => n.Emit("Erf", Real(n))),
        One("sin", n => n.Emit("Sin", Real(n))),
        One("cos", n => n.Emit("Cos", Real(n))),
        One("tan", n => n.Emit("Tan", Real(n))),
        One("asin", n => n.Emit("Asin", Real(n))),
        .. Each(["acos", "arccos"], n => n.Emit("Acos", Real(n))),
        .. Each(["atan", "arctan"], n => n.Emit("Atan", Real(n))),
        One("sinh", n => n.Emit("Sinh", Real(n))),
        One("cosh", n => n.Emit("Cosh", Real(n))),
        One("tanh", n => n.Emit("Tanh", Real(n))),
        .. Each(["asinh", "arcsinh"], n => n.Emit("Asinh", Real(n))),
        One("atanh", n => n.Emit("Atanh", Real(n))),
        One("sigmoid", n => n.Emit("Sigmoid", Real(n))),
        One("softsign", n => n.Emit("Softsign", n.X)),
        One("hardswish", n => n.Emit("HardSwish", n.X)),
        One("selu", n => n.Emit("Selu", n.X)),
        One("hardsigmoid", n => n.Emit("HardSigmoid", [n.X], ("alpha", 1.0 / 6), ("beta", 0.5))),
        One("elu", n => n.Emit("Elu", [n.X], ("alpha", n.Number("alpha", 1)))),
        One("celu", n => n.Emit("Celu", [n.X], ("alpha", n.Number("alpha", 1)))),
        One("leaky_relu", n => n.Emit("LeakyRelu", [n.X], ("alpha", n.Number("negative_slope", 0.01)))),
        One("rrelu", RandomRelu),
        One("hardshrink", n => Shrink(n, keeps: true)),
        One("softshrink", n => Shrink(n, keeps: false)),
        One("isnan", n => n.Emit("IsNaN", ElementType.Bool, [n.X])),
        One("isinf", n => n.Emit("IsInf", ElementType.Bool, [n.X])),
        One("logical_not", n => n.Emit("Not", n.Cast(n.X, ElementType.Bool))),

        // Composed of others.
        One("square", n => n.Multiply(n.X, n.X)),
        One("rsqrt", n => n.Emit("Reciprocal", n.Emit("Sqrt", Real(n)))),
        One("log1p", n => n.Emit("Log", n.Add(Real(n), n.Number(1, Real(n))))),
        One("log2", n => n.Multiply(n.Emit("Log", Real(n)), n.Number(1 / Math.Log(2), Real(n)))),
        One("log10", n => n.Multiply(n.Emit("Log", Real(n)), n.Number(1 / Math.Log(10), Real(n)))),
        One("exp2", n => n.Emit("Exp", n.Multiply(Real(n), n.Number(Math.Log(2), Real(n))))),
        One("expm1", n => n.Subtract(n.Emit("Exp", Real(n)), n.Number(1, Real(n)))),
        One("deg2rad", n => n.Multiply(Real(n), n.Number(Math.PI / 180, Real(n)))),
        One("rad2deg", n => n.Multiply(Real(n), n.Number(180 / Math.PI, Real(n)))),
        One("trunc", Truncated),
        One("frac", n => n.Subtract(n.X, Truncated(n))),
        One("tanhshrink", n => n.Subtract(n.X, n.Emit("Tanh", n.X))),
        One("silu", n => n.Multiply(n.X, n.Emit("Sigmoid", n.X))),
        One("mish", n => n.Multiply(n.X, n.Emit("Tanh", n.Emit("Softplus", n.X)))),
        .. Each(["log_sigmoid", "logsigmoid"], n => n.Emit("Neg", n.Emit("Softplus", n.Emit("Neg", n.X)))),
        One("gelu", Gelu),
        One("softplus", Softplus),
        One("glu", Gated),
        One("threshold", n => Where(n, Above(n, n.X, n.Number("threshold")), n.X, n.Number(n.Number("value"), n.X))),
        One("prelu", PRelu),

        // Within bounds.
        One("relu6", n => Clip(n, 0, 6)),
        One("hardtanh", HardTanh),
        .. Each(["clamp", "clip"], n => Clip(n, n.MaybeNumber("min"), n.MaybeNumber("max"))),
        One("clamp_min", n => Clip(n, n.Number("min"), null)),
        One("clamp_max", n => Clip(n, null, n.Number("max"))),

        // In evaluation what they are given.
        One("Identity", Left),
        .. Each(["contiguous", "clone", "alias", "detach", "requires_grad_", "MoveToOuterDisposeScope", "DetachFromDisposeScope", "cpu", "cuda"], Same),
        .. Each(["dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout"], Dropout),

        // The same numbers in another type.
        .. Each(["to", "to_type"], Converted),
        One("float", n => n.Cast(n.X, ElementType.Float)),
        One("double", n => n.Cast(n.X, ElementType.Double)),
        One("half", n => n.Cast(n.X, ElementType.Float16)),
        One("long", n => n.Cast(n.X, ElementType.Int64)),
        One("int", n => n.Cast(n.X, ElementType.Int32)),
        One("byte", n => n.Cast(n.X, ElementType.UInt8)),
        One("bool", n => n.Cast(n.X, ElementType.Bool)),
    ];

    // Functions with fractional results make them of whole numbers too.
    private static OnnxValue Real(NodeConversion n) => n.X.Type.IsFloating() ? n.X : n.Cast(n.X, ElementType.Float);

    // A normalisation that was folded is one, and still has its settings.
    private static OnnxValue Left(NodeConversion n)
    {
        n.IgnoreAll();
        return n.X;
    }

    private static OnnxValue Same(NodeConversion n)
    {
        n.Ignore("device", "deviceType", "deviceIndex", "index", "non_blocking", "disposeAfter");
        return n.X;
    }

    private static OnnxValue Converted(NodeConversion n)
    {
        n.Ignore("device", "deviceType", "deviceIndex", "copy", "non_blocking", "disposeAfter");
        return n.Type("type", "dtype") is { } type ? n.Cast(n.X, type) : n.X;
    }

    private static OnnxValue Dropout(NodeConversion n)
    {
        n.Ignore("p");
        return n.Node.Layer is not null || !n.Flag("training", true) ? n.X
            : throw n.Refuse("it is random in evaluation too. Give it 'training: training'");
    }

    private static OnnxValue RandomRelu(NodeConversion n) => n.Node.Layer is not null || !n.Flag("training", false)
        ? n.Emit("LeakyRelu", [n.X], ("alpha", (n.Number("lower", 0.125) + n.Number("upper", 1.0 / 3)) / 2))
        : throw n.Refuse("it is random in evaluation too. Give it 'training: training'");

    private static OnnxValue Shrink(NodeConversion n, bool keeps)
    {
        var lambda = n.MaybeNumber("lambda", "lambd") ?? 0.5;
        return n.Emit("Shrink", [n.X], ("lambd", lambda), ("bias", keeps ? 0 : lambda));
    }

    private static OnnxValue Truncated(NodeConversion n) => n.Multiply(n.Emit("Sign", n.X), n.Emit("Floor", n.Emit("Abs", n.X)));

    private static OnnxValue Gelu(NodeConversion n)
    {
        var isTanh = n.Text("approximate") is "tanh" or "Tanh";
        var inner = isTanh
            ? n.Emit("Tanh", n.Multiply(n.Number(Math.Sqrt(2 / Math.PI), n.X), n.Add(n.X, n.Multiply(n.Number(0.044715, n.X), n.Multiply(n.X, n.Multiply(n.X, n.X))))))
            : n.Emit("Erf", n.Divide(n.X, n.Number(Math.Sqrt(2), n.X)));
        return n.Multiply(n.Multiply(n.X, n.Add(inner, n.Number(1, n.X))), n.Number(0.5, n.X));
    }

    private static OnnxValue Softplus(NodeConversion n)
    {
        // From the usual threshold on the function is its operand up to rounding.
        const double usual = 20;
        var (beta, threshold) = (n.Number("beta", 1), n.Number("threshold", usual));
        var scaled = Scaled(n, n.X, beta);
        var soft = Scaled(n, n.Emit("Softplus", scaled), 1 / beta);
        return threshold >= usual ? soft : Where(n, Above(n, scaled, threshold), n.X, soft);
    }

    private static OnnxValue Gated(NodeConversion n)
    {
        var axis = n.Integer("dim", -1);
        var half = n.ResultExtents()[(int)(axis < 0 ? axis + n.Rank() : axis)];
        var halves = Split(n, axis, [half, half]);
        return n.Multiply(halves[0], n.Emit("Sigmoid", halves[1]));
    }

    // The slopes belong to the second axis, and a single one to all.
    private static OnnxValue PRelu(NodeConversion n)
    {
        n.Ignore("num_parameters", "init");
        var slope = n.Optional("weight")!;
        return n.Emit("PRelu", n.X, n.Rank() > 2 && !n.Extent(0, operand: 1).Equals(Size.One) ? n.Emit("Unsqueeze", slope, n.Integers([.. Axes(1, n.Rank() - 2)])) : slope);
    }

    private static OnnxValue Clip(NodeConversion n, double? least, double? most) =>
        n.Emit("Clip", n.X, least is { } low ? n.Number(low, n.X) : null, most is { } high ? n.Number(high, n.X) : null);

    private static OnnxValue HardTanh(NodeConversion n) => ClampsHardTanh.Value
        ? Clip(n, n.Number("min_val", -1), n.Number("max_val", 1))
        : throw n.Refuse("this version of TorchSharp returns what it is given. Use clamp");

    private static OnnxValue Above(NodeConversion n, OnnxValue value, double bound) => n.Emit("Greater", ElementType.Bool, [value, n.Number(bound, value)]);

    private static OnnxValue Where(NodeConversion n, OnnxValue condition, OnnxValue then, OnnxValue otherwise) => n.Emit("Where", then.Type, [condition, then, otherwise]);

    private static IEnumerable<long> Axes(long first, long count)
    {
        for (var i = first; i < first + count; i++)
        {
            yield return i;
        }
    }
}
