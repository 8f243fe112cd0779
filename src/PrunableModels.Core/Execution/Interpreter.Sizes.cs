namespace PrunableModels.Core;

/// <content>Integers that are the sizes of axes.</content>
internal sealed partial class Interpreter
{
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
            "%" => new Value.Symbol(Graph.Remainder(a, b)),
            "<<" when b.IsConstant(out var by) && by is >= 0 and < 63 => new Value.Integer(a * (1L << (int)by)),
            ">>" when b.IsConstant(out var by) && by is >= 0 and < 63 => new Value.Integer(a / (1L << (int)by)),
            _ => new Value.Symbol($"({a} {binary.Operator} {b})"),
        };
    }

    // c / groups is the size of one of so many equal parts, each of which loses the same positions.
    private Value.Integer? Quotient(AxisType axis, Value.Integer count, Origin at)
    {
        var resolved = Graph.Solver.Resolve(axis);
        if (count.Axis is { } parts && Graph.IsFieldExtent(parts) && !resolved.IsFixed && resolved.Extent.TryDivide(count.Size, out var width))
        {
            var each = AxisType.Of(Graph.Solver.NewSpace(width, $"{resolved}/{parts}"));
            Graph.Solver.Unify(resolved, Graph.Solver.Multiply([parts, each], at), at);
            return new(width, each);
        }

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
        Value.Symbol { Changes.IsNone: true } s => new(way.Assumptions.Resolve(Size.Symbol(s.Key))),
        _ => null,
    };
}
