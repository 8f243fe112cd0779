using System.Linq;

namespace PrunableModels.Core;

/// <content>Conditions: what is known decides, what is not is asked for.</content>
internal sealed partial class Interpreter
{
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
            var other => Decide(condition, other.ToString()!, other),
        };
    }

    private bool Compare(Expression.Binary binary, Value a, Value b)
    {
        var result = a is Value.Null || b is Value.Null ? CompareNull(binary.Operator, a, b)
            : Integers(a, b) is var (x, y) ? CompareSizes(binary.Operator, AsNumber(x), AsNumber(y))
            : (a, b) switch
            {
                (Value.Flag f, Value.Flag g) => Equality(binary.Operator, f.Value == g.Value),
                (Value.Integer or Value.Number, Value.Integer or Value.Number) => CompareNumbers(binary.Operator, a, b),
                (Value.Text s, Value.Text t) => Equality(binary.Operator, s.Value == t.Value),
                _ => null,
            };
        return result ?? (binary.Operator == "!=" ? !Decide(binary, $"{a} == {b}", a, b) : Decide(binary, $"{a} {binary.Operator} {b}", a, b));
    }

    private bool Decide(Expression at, string condition, params Value[] about)
    {
        if (isForward && Assumptions.IsOfData(condition))
        {
            Graph.DataConditions.Add(new(condition, At(at)));
        }

        return Decide(condition, about);
    }

    // When linked, only what is state is the same wherever it is asked for.
    private bool Decide(string condition, params Value[] about)
    {
        var isState = about.All(v => v is Value.Symbol { IsState: true } or Value.Text or Value.Null or Value.Flag or Value.Number || v is Value.Integer { Axis: null } i && i.Size.IsConstant(out _));
        return way.Decide(!Graph.Solver.IsLinked || isState || condition == LinkedWays.Training || LinkedWays.IsOfCall(condition) ? condition : $"{condition} (the {++conditions}. of such)");
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
