using System;
using System.Collections.Generic;

namespace PrunableModels.Onnx;

/// <content>Arithmetic on two tensors, or on a tensor and a number.</content>
internal static partial class OperatorConverters
{
    private static IEnumerable<(string Name, Converter Convert)> Arithmetic() =>
    [
        One("add", n => Common(n, (a, b) => n.Add(a, Scaled(n, b, n.Number("alpha", 1))))),
        .. Each(["sub", "subtract"], n => Common(n, (a, b) => n.Subtract(a, Scaled(n, b, n.Number("alpha", 1))))),
        .. Each(["mul", "multiply"], n => Common(n, n.Multiply)),
        .. Each(["div", "divide", "true_divide"], n => Common(n, n.Divide, isReal: true)),
        One("rdiv", n => Common(n, (a, b) => n.Divide(b, a), isReal: true)),
        One("pow", n => Common(n, (a, b) => n.Emit("Pow", a, b))),
        One("remainder", n => Common(n, (a, b) => Remainder(n, a, b))),
        One("fmod", n => Common(n, (a, b) => n.Emit("Mod", [a, b], ("fmod", 1L)))),
        One("floor_divide", n => Common(n, (a, b) => a.Type.IsFloating() ? n.Emit("Floor", n.Divide(a, b)) : throw n.Refuse("ONNX divides whole numbers towards zero"))),
        One("maximum", n => Common(n, (a, b) => n.Emit("Max", a, b))),
        One("minimum", n => Common(n, (a, b) => n.Emit("Min", a, b))),
        One("addcmul", n => n.Add(n.X, Scaled(n, n.Multiply(n.Operand(1), n.Operand(2)), n.Number("value", 1)))),
        One("addcdiv", n => n.Add(n.X, Scaled(n, n.Divide(n.Operand(1), n.Operand(2)), n.Number("value", 1)))),
        One("lerp", Lerp),
    ];

    private static IEnumerable<(string Name, Converter Convert)> Choices() =>
    [
        One("eq", n => Compared(n, "Equal")),
        One("ne", n => n.Emit("Not", Compared(n, "Equal"))),
        One("lt", n => Compared(n, "Less")),
        One("le", n => Compared(n, "LessOrEqual")),
        One("gt", n => Compared(n, "Greater")),
        One("ge", n => Compared(n, "GreaterOrEqual")),
        One("logical_and", n => Logical(n, "And")),
        One("logical_or", n => Logical(n, "Or")),
        One("logical_xor", n => Logical(n, "Xor")),
        One("where", n => Chosen(n, n.X, n.Operand(1), n.Operand(2))),
        One("masked_fill", n => Where(n, n.Operand(1), n.Number(n.Number("value"), n.X), n.X)),
    ];

    // Two tensors in the type that both give way to. A number does so too, but never to a tensor of fractions.
    private static OnnxValue Common(NodeConversion n, Func<OnnxValue, OnnxValue, OnnxValue> compute, bool isReal = false)
    {
        var x = n.X;
        if (n.Node.Operands.Count > 1 && n.Node.Operands[1] is not null)
        {
            var type = Wide(ElementTypes.Common(x.Type, n.Operand(1).Type), isReal);
            return compute(n.Cast(x, type), n.Cast(n.Operand(1), type));
        }

        var number = n.Node.Operator.Name == "pow" ? n.MaybeNumber("value", "exponent") ?? n.Number("value") : n.Number("value");
        var isWhole = n.Find("value", "exponent") is Core.Value.Integer;
        var common = Wide(isWhole || x.Type.IsFloating() ? x.Type : ElementType.Float, isReal);
        x = n.Cast(x, common);
        return compute(x, n.Number(number, x));
    }

    private static ElementType Wide(ElementType type, bool isReal) => type == ElementType.Bool ? (isReal ? ElementType.Float : ElementType.Int64)
        : isReal && !type.IsFloating() ? ElementType.Float
        : type;

    private static OnnxValue Compared(NodeConversion n, string @operator) => Common(n, (a, b) => n.Emit(@operator, ElementType.Bool, [a, b]));

    private static OnnxValue Logical(NodeConversion n, string @operator) => n.X.Type == ElementType.Bool && n.Operand(1).Type == ElementType.Bool
        ? n.Emit(@operator, n.X, n.Operand(1))
        : throw n.Refuse("of numbers it combines the bits. Compare them first");

    private static OnnxValue Chosen(NodeConversion n, OnnxValue condition, OnnxValue then, OnnxValue otherwise)
    {
        var type = ElementTypes.Common(then.Type, otherwise.Type);
        return Where(n, condition, n.Cast(then, type), n.Cast(otherwise, type));
    }

    // The remainder has the sign of the divisor.
    private static OnnxValue Remainder(NodeConversion n, OnnxValue a, OnnxValue b) => a.Type.IsFloating()
        ? n.Subtract(a, n.Multiply(n.Emit("Floor", n.Divide(a, b)), b))
        : n.Emit("Mod", a, b);

    private static OnnxValue Lerp(NodeConversion n)
    {
        var weight = n.Optional("weight") ?? n.Number(n.Number("weight"), n.X);
        return n.Add(n.X, n.Multiply(weight, n.Subtract(n.Operand(1), n.X)));
    }
}
