using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace PrunableModels.Core;

/// <content>Expressions.</content>
internal sealed partial class Interpreter
{
    private Value Evaluate(Expression expression)
    {
        CountStep();

        // Recursion without end, or an expression nested deeper than any that people write, ends the analysis and not the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            Expression.Null => new Value.Null(),
            Expression.Bool b => new Value.Flag(b.Value),
            Expression.Int i => new Value.Integer(i.Value),
            Expression.Number n => new Value.Number(n.Literal),
            Expression.Text t => new Value.Text(t.Value),
            Expression.This => scope.Self ?? new Value.Null(),
            Expression.Local l => scope.Find(l.Name) ?? new Value.Symbol(l.Name),
            Expression.Member m => Member(Evaluate(m.Target), m.Name),
            Expression.Element e => Element(e),
            Expression.ListOf l => new Value.Sequence(l.Items.Select(Evaluate).ToList()),
            Expression.TupleOf t => new Value.Sequence(t.Items.Select(Evaluate).ToList(), isTuple: true),
            Expression.Unary u => Unary(u),
            Expression.Binary b => Binary(b),
            Expression.Conditional c => Evaluate(IsTrue(c.Condition) ? c.Then : c.Otherwise),
            Expression.Create c => Create(c),
            Expression.Call c => Call(Evaluate(c.Target), Arguments(c.Arguments), c),
            Expression.Method m => CallMethod(m),
            Expression.Invoke i => InvokeFunction(i),
            Expression.Lambda l => new Value.Function(l, scope),
            Expression.Apply a => ApplyFunction(a),
            Expression.Opaque o => Opaque(o),
            _ => throw new ArgumentException($"unknown expression {expression.GetType().Name}", nameof(expression)),
        };
    }

    private List<BoundArgument> Arguments(EquatableArray<Argument> arguments) =>
        arguments.Select(a => new BoundArgument(a.Name, Evaluate(a.Value))).ToList();

    private Value Opaque(Expression.Opaque opaque)
    {
        var inputs = opaque.Inputs.Select(i => new BoundArgument(null, Evaluate(i))).ToList();
        return inputs.Any(i => i.Value.Tensors().Any()) ? Apply(opaque.Reason, inputs, At(opaque)) : new Value.Opaque(opaque.Reason);
    }

    private Value Unary(Expression.Unary unary)
    {
        var operand = unary.Operator == "!" ? null : Evaluate(unary.Operand);
        if (operand is not null)
        {
            ComputedFrom(operand);
        }

        return operand switch
        {
            null => new Value.Flag(!IsTrue(unary.Operand)),
            Value.Integer i => new Value.Integer(AsNumber(i) * -1),
            Value.Number n => Value.Real(-n.AsLiteral(), unary.ToText(), n.Changes),
            Value.Tensor => Apply("neg", [new(null, operand)], At(unary)),
            _ => new Value.Symbol(unary.ToText()),
        };
    }

    private Value Binary(Expression.Binary binary)
    {
        if (binary.Operator is "&&" or "||")
        {
            var left = IsTrue(binary.Left);
            return new Value.Flag(binary.Operator == "&&" ? left && IsTrue(binary.Right) : left || IsTrue(binary.Right));
        }

        if (binary.Operator == "??")
        {
            // The other side is not looked at where this one is there.
            var first = Evaluate(binary.Left);
            return first is Value.Null ? Evaluate(binary.Right) : first;
        }

        var (a, b) = (Evaluate(binary.Left), Evaluate(binary.Right));
        if (a is not Value.Tensor && b is not Value.Tensor)
        {
            ComputedFrom(a, b);
        }

        return a is Value.Tensor || b is Value.Tensor ? TensorArithmetic(binary, a, b)
            : binary.Operator is "==" or "!=" or "<" or ">" or "<=" or ">=" ? new Value.Flag(Compare(binary, a, b))
            : Integers(a, b) is var (x, y) ? IntegerArithmetic(binary, x, y)
            : RealArithmetic(binary.Operator, a, b) is { } real ? real
            : Unknown($"({a} {binary.Operator} {b})", a, b);
    }

    // Something that programs do not compute; the sizes in it are mere numbers.
    private Value.Symbol Unknown(string text, params Value[] inputs)
    {
        inputs.ToList().ForEach(KeepSizes);
        ComputedFrom(inputs);
        return new(text);
    }

    private void ComputedFrom(params Value[] inputs) => Graph.ComputedFrom.UnionWith(inputs.Select(i => i.Source).OfType<FieldSource>());

    private void KeepSizes(Value value)
    {
        KeepCounted(value);
        if (value is Value.Integer integer)
        {
            AsNumber(integer);
        }
        else if (value is Value.Sequence sequence)
        {
            sequence.Items.ForEach(KeepSizes);
        }
    }

    private Value TensorArithmetic(Expression.Binary binary, Value a, Value b)
    {
        var name = binary.Operator switch { "+" => "add", "-" => "sub", "*" => "mul", "/" => "div", "%" => "remainder", "&" => "logical_and", "|" => "logical_or", "^" => "logical_xor", _ => null };
        if (a is Value.Null || b is Value.Null)
        {
            return new Value.Flag(binary.Operator == "!=");
        }

        if (Comparison(binary.Operator, isSwapped: a is not Value.Tensor) is { } comparison)
        {
            return Apply($"Tensor.{comparison}", a is Value.Tensor ? [new(null, a), new(b is Value.Tensor ? null : "value", b)] : [new(null, b), new("value", a)], At(binary));
        }

        // c - x is -x + c, to the last bit.
        if (name is "sub" && a is Value.Integer or Value.Number)
        {
            return Apply("add", [new(null, Apply("neg", [new(null, b)], At(binary))), new("value", a)], At(binary));
        }

        // A number on the left of '/' is an attribute of another operator.
        if (name is "div" && a is Value.Integer or Value.Number)
        {
            return Apply("rdiv", [new(null, b), new("value", a)], At(binary));
        }

        return name is null || (a is not Value.Tensor && name is not ("add" or "mul"))
            ? Apply($"operator {binary.Operator}", [new(null, a), new(null, b)], At(binary))
            : a is Value.Tensor
                ? Apply(name, [new(null, a), new(b is Value.Tensor ? null : "value", b)], At(binary))
                : Apply(name, [new(null, b), new("value", a)], At(binary));
    }

    private static string? Comparison(string symbol, bool isSwapped) => symbol switch
    {
        "==" => "eq",
        "!=" => "ne",
        "<" => isSwapped ? "gt" : "lt",
        ">" => isSwapped ? "lt" : "gt",
        "<=" => isSwapped ? "ge" : "le",
        ">=" => isSwapped ? "le" : "ge",
        _ => null,
    };

    private Value IntegerArithmetic(Expression.Binary binary, Value.Integer x, Value.Integer y)
    {
        if (binary.Operator == "*" && (x.Axis is not null || y.Axis is not null))
        {
            var product = Graph.Solver.Multiply([x.Axis ?? AxisType.Fixed(x.Size), y.Axis ?? AxisType.Fixed(y.Size)], At(binary));
            return new Value.Integer(x.Size * y.Size, product);
        }

        if (binary.Operator == "/" && x.Axis is { } whole && Quotient(whole, y, At(binary)) is { } part)
        {
            return part;
        }

        var (a, b) = (AsNumber(x), AsNumber(y));
        return binary.Operator switch
        {
            "+" => new Value.Integer(a + b),
            "-" => new Value.Integer(a - b),
            "*" => new Value.Integer(a * b),
            "/" when !b.Equals(Size.Zero) => new Value.Integer(a / b),
            "%" when a.IsConstant(out var n) && b.IsConstant(out var d) && d != 0 => new Value.Integer(n % d),
            "%" when a.TryDivide(b, out _) => new Value.Integer(0),
            "<<" when b.IsConstant(out var by) && by is >= 0 and < 63 => new Value.Integer(a * (1L << (int)by)),
            ">>" when b.IsConstant(out var by) && by is >= 0 and < 63 => new Value.Integer(a / (1L << (int)by)),
            _ => new Value.Symbol($"({a} {binary.Operator} {b})"),
        };
    }

    // c / groups is the size of one of so many equal parts, each of which loses the same positions.
    private Value.Integer? Quotient(AxisType axis, Value.Integer count, Origin at)
    {
        var resolved = Graph.Solver.Resolve(axis);
        if (resolved.IsFixed || count.Axis is not null || !count.Size.IsConstant(out var n) || n < 1 || !resolved.Extent.TryDivide(count.Size, out var size))
        {
            return null;
        }

        var part = AxisType.Of(Graph.Solver.NewSpace(size, $"{resolved}/{n}"));
        Graph.Solver.Unify(resolved, Graph.Solver.Multiply([AxisType.Fixed(n), part], at), at);
        return new(size, part);
    }

    // A size that turns into a mere number would be another number after pruning, so its spaces are kept.
    private Size AsNumber(Value.Integer integer)
    {
        if (integer.Axis is { } axis)
        {
            Graph.Solver.Keep(axis, new(KeptKind.HardCodedSize, "its size is used as a number", null));
        }

        return integer.Size;
    }

    private (Value.Integer Left, Value.Integer Right)? Integers(Value a, Value b) =>
        AsInteger(a) is { } x && AsInteger(b) is { } y ? (x, y) : null;

    private Value.Integer? AsInteger(Value value) => value switch
    {
        Value.Integer i => i,
        Value.Symbol { Changes.IsNone: true } s => new(assumptions.Resolve(Size.Symbol(s.Key))),
        _ => null,
    };

    private bool IsTrue(Expression condition, bool isLoop = false)
    {
        // Comparisons that bound a loop are asked for as counts, all others as decisions.
        if (isLoop && condition is Expression.Binary { Operator: "<" or ">" or "<=" or ">=" or "!=" } bound && Integers(Evaluate(bound.Left), Evaluate(bound.Right)) is var (x, y))
        {
            var unknown = new[] { AsNumber(x), AsNumber(y) }.FirstOrDefault(s => s.Symbols().Any());
            return unknown is null || (x.Size - y.Size).IsConstant(out _) ? Compare(bound, x, y) : throw new UndecidedCountException(unknown);
        }

        return Evaluate(condition) switch
        {
            Value.Flag f => f.Value,
            var other => assumptions.Decide(other.ToString()!),
        };
    }

    private bool Compare(Expression.Binary binary, Value a, Value b)
    {
        var result = a is Value.Null || b is Value.Null ? CompareNull(binary.Operator, a, b)
            : Integers(a, b) is var (x, y) ? CompareSizes(binary.Operator, AsNumber(x), AsNumber(y))
            : (a.AsLiteral(), b.AsLiteral()) is ({ } left, { } right) ? CompareNumbers(binary.Operator, left, right)
            : (a, b) switch
            {
                (Value.Flag f, Value.Flag g) => Equality(binary.Operator, f.Value == g.Value),
                (Value.Integer or Value.Number, Value.Integer or Value.Number) => CompareNumbers(binary.Operator, a, b),
                (Value.Text s, Value.Text t) => Equality(binary.Operator, s.Value == t.Value),
                _ => null,
            };
        return result ?? assumptions.Decide($"{a} {binary.Operator} {b}");
    }

    private bool? CompareNumbers(string symbol, Value a, Value b)
    {
        // The outcome would be another one with fewer structures.
        KeepSizes(a);
        KeepSizes(b);
        return a.AsLiteral() is not { } x || b.AsLiteral() is not { } y ? null : symbol switch
        {
            "==" => x == y,
            "!=" => x != y,
            "<" => x < y,
            ">" => x > y,
            "<=" => x <= y,
            _ => x >= y,
        };
    }

    private static bool? CompareNull(string symbol, Value a, Value b) =>
        a is Value.Null && b is Value.Null ? symbol == "=="
        : a is Value.Symbol or Value.Opaque || b is Value.Symbol or Value.Opaque ? null
        : symbol == "!=";

    private static bool? Equality(string symbol, bool equal) => symbol == "==" ? equal : symbol == "!=" ? !equal : null;

    private static bool? CompareNumbers(string symbol, double a, double b) => symbol switch
    {
        "==" => a == b,
        "!=" => a != b,
        "<" => a < b,
        ">" => a > b,
        "<=" => a <= b,
        ">=" => a >= b,
        _ => null,
    };

    private static bool? CompareSizes(string symbol, Size a, Size b) => symbol switch
    {
        "==" => Size.AreEqual(a, b),
        "!=" => !Size.AreEqual(a, b),
        "<" => Size.IsLess(a, b),
        ">" => Size.IsLess(b, a),
        "<=" => !Size.IsLess(b, a),
        _ => !Size.IsLess(a, b),
    };
}
