using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>
/// Numbers with fractions: what is known is computed as C# computes it, and what comes from the size of an axis remembers by what it
/// changes when the axis becomes smaller.
/// </content>
internal sealed partial class Interpreter
{
    private Value? RealArithmetic(string symbol, Value a, Value b)
    {
        if (!IsReal(a) || !IsReal(b))
        {
            return null;
        }

        var (x, y, text) = (a.AsLiteral(), b.AsLiteral(), $"({a} {symbol} {b})");
        switch (symbol)
        {
            case "*":
                return Value.Real(x * y, text, ChangesOf(a).Times(ChangesOf(b)));
            case "/":
                return Value.Real(x / y, text, ChangesOf(a).Times(ChangesOf(b).To(-1)));
            case "+" or "-" when ChangesOf(a).Equals(ChangesOf(b)):
                return Value.Real(symbol == "+" ? x + y : x - y, text, ChangesOf(a));
            case "+" or "-":
                KeepSizes(a);
                KeepSizes(b);
                return Value.Real(symbol == "+" ? x + y : x - y, text, Scale.None);
            default:
                return null;
        }
    }

    // Conversions, and functions of System.Math; null where it is neither.
    private Value? OfNumbers(Expression.Invoke invoke, IReadOnlyList<Value> arguments)
    {
        if (arguments.Count == 0 || !arguments.All(IsReal))
        {
            return null;
        }

        var (first, text) = (arguments[0], $"{invoke.Function}({string.Join(", ", arguments)})");
        var (x, y) = (first.AsLiteral(), arguments.Count > 1 ? arguments[1].AsLiteral() : null);
        return (invoke.Function, arguments.Count) switch
        {
            ("double", 1) => Value.Real(x, text, ChangesOf(first)),
            ("float", 1) => Value.Real(x is { } wide ? (float)wide : null, text, ChangesOf(first)),
            ("long", 1) => Truncated(first, x, text),
            ("Math.Sqrt" or "MathF.Sqrt", 1) => Value.Real(x is { } square ? Math.Sqrt(square) : null, text, ChangesOf(first).To(0.5)),
            ("Math.Pow" or "MathF.Pow", 2) when y is { } exponent && ChangesOf(arguments[1]).IsNone => Value.Real(x is { } root ? Math.Pow(root, exponent) : null, text, ChangesOf(first).To(exponent)),
            _ when Function(invoke.Function, x, y) is { } value => Unchanged(arguments, value, text),
            _ => null,
        };
    }

    private static double? Function(string name, double? x, double? y) => (name, x, y) switch
    {
        ("Math.Floor" or "MathF.Floor", { } a, null) => Math.Floor(a),
        ("Math.Ceiling" or "MathF.Ceiling", { } a, null) => Math.Ceiling(a),
        ("Math.Round" or "MathF.Round", { } a, null) => Math.Round(a),
        ("Math.Exp" or "MathF.Exp", { } a, null) => Math.Exp(a),
        ("Math.Log" or "MathF.Log", { } a, null) => Math.Log(a),
        ("Math.Max" or "MathF.Max", { } a, { } b) => Math.Max(a, b),
        ("Math.Min" or "MathF.Min", { } a, { } b) => Math.Min(a, b),
        _ => null,
    };

    private Value Unchanged(IReadOnlyList<Value> arguments, double value, string text)
    {
        arguments.ToList().ForEach(KeepSizes);
        return arguments.All(a => a is Value.Integer) ? new Value.Integer((long)value) : Value.Real(value, text, Scale.None);
    }

    private Value Truncated(Value number, double? known, string text)
    {
        KeepSizes(number);
        return known is { } value && Math.Abs(value) < long.MaxValue ? new Value.Integer((long)value) : new Value.Symbol(text);
    }

    private static bool IsReal(Value value) => value is Value.Integer or Value.Number or Value.Symbol;

    private Scale ChangesOf(Value value) => value is Value.Integer { Axis: { } axis } ? Scale.OfMean(Graph.Solver, axis).To(-1) : value.Changes;

    private void KeepCounted(Value value)
    {
        foreach (var power in value.Changes.IsNone ? [] : value.Changes.Powers)
        {
            Graph.Solver.Keep(power.Axis, new(KeptKind.HardCodedSize, "its size is used as a number", null));
        }
    }
}
