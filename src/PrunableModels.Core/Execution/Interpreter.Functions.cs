using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Function values, and the functions of .NET over sequences that take them.</content>
internal sealed partial class Interpreter
{
    private Value ApplyFunction(Expression.Apply apply)
    {
        var function = Evaluate(apply.Function);
        var arguments = Arguments(apply.Arguments);
        if (function is not Value.Function)
        {
            GivenAway(arguments.Select(a => a.Value));
        }

        return function is Value.Function known ? Apply(known, arguments)
            : HoldTensors(arguments) ? Apply(function is Value.Symbol { IsState: true } ? $"a call of {function}, of which is not known what function it holds," : $"a call of {function}", arguments, At(apply))
            : Unknown(Called($"{function}", arguments), function, [.. arguments.Select(a => a.Value)]);
    }

    // What it is nobody can say before the function is there; a layer can only be looked at as one that is not known.
    private Value.Symbol Unknown(string text, Value function, params Value[] inputs) =>
        new(Unknown(text, inputs).Key) { MadeBy = isForward ? null : $"{function}" };

    private Value Apply(Value.Function function, IReadOnlyList<BoundArgument> arguments)
    {
        List<(Expression Target, Value Value)> assigned = [];
        var result = Within(((Scope)function.Surroundings).Inside(scope.Frame), () =>
        {
            for (var i = 0; i < function.Lambda.Parameters.Count; i++)
            {
                scope.Declare(function.Lambda.Parameters[i], i < arguments.Count ? arguments[i].Value : new Value.Symbol(function.Lambda.Parameters[i]));
            }

            Execute(function.Lambda.Body);
            assigned.AddRange(Assigned(arguments, i => function.Lambda.Parameters.ElementAtOrDefault(i)));
            return scope.Result ?? new Value.Null();
        });
        assigned.ForEach(a => Assign(a.Target, a.Value));
        return result;
    }

    // What models use of LINQ and of lists; null for anything else, which is then no known function.
    private Value? OfSequence(string name, IReadOnlyList<BoundArgument> arguments)
    {
        if (name == "Repeat" && arguments.Count == 2 && arguments[1].Value is Value.Integer repeated && repeated.Axis is null && repeated.Size.IsConstant(out var times) && times is >= 0 and <= 10_000)
        {
            return new Value.Sequence(Enumerable.Repeat(arguments[0].Value, (int)times));
        }

        if (name == "Range" && arguments.Count == 2)
        {
            return Range(arguments[0].Value, arguments[1].Value);
        }

        if (name == "Repeat" && arguments.Count == 2 && Range(new Value.Integer(0), arguments[1].Value) is Value.Sequence turns)
        {
            return new Value.Sequence(turns.Items.Select(_ => arguments[0].Value));
        }

        if (arguments.Count == 0 || Items(arguments[0].Value) is not { } items)
        {
            return null;
        }

        CountStep(items.Count);
        if (arguments[0].Value is Value.Sequence touched && name is ("Clear" or "Insert" or "AddRange" or "Push" or "Enqueue" or "Pop" or "Dequeue" or "RemoveAt"))
        {
            Changes(touched, name == "Clear");
        }

        if (arguments[0].Value is Value.Sequence changed && Removed(name, changed, arguments) is { } removed)
        {
            return removed;
        }

        if (Chosen(name, items, [.. arguments.Skip(1).Select(a => a.Value)]) is { } chosen)
        {
            return chosen;
        }

        return (name, arguments.Skip(1).Select(a => a.Value).ToList()) switch
        {
            ("ToArray" or "ToList" or "AsEnumerable" or "Cast", []) => new Value.Sequence(items),
            ("Select", [Value.Function f]) => new Value.Sequence(items.Select((item, i) => Apply(f, [new(null, item), new(null, new Value.Integer(i))]))),
            ("Zip", [var other, Value.Function f]) when Items(other) is { } more => new Value.Sequence(items.Zip(more, (a, b) => Apply(f, [new(null, a), new(null, b)]))),
            ("Zip", [var other]) when Items(other) is { } more => new Value.Sequence(items.Zip(more, (a, b) => (Value)new Value.Sequence([a, b], isTuple: true))),
            ("Concat", [var other]) when Items(other) is { } more => new Value.Sequence(items.Concat(more)),
            ("Append", [var last]) => new Value.Sequence(items.Append(last)),
            ("Prepend", [var first]) => new Value.Sequence(items.Prepend(first)),
            ("Reverse", []) => new Value.Sequence(items.Reverse()),
            ("Skip", [Value.Integer n]) when n.Size.IsConstant(out var count) => new Value.Sequence(items.Skip((int)count)),
            ("Take", [Value.Integer n]) when n.Size.IsConstant(out var count) => new Value.Sequence(items.Take((int)count)),
            ("First", []) when items.Count > 0 => items[0],
            ("Last", []) when items.Count > 0 => items[items.Count - 1],
            ("Count", []) => new Value.Integer(items.Count),
            ("Insert", [Value.Integer at, var inserted]) when arguments[0].Value is Value.Sequence list && at.Size.IsConstant(out var index) && index >= 0 && index <= list.Items.Count => Inserted(list, (int)index, inserted),
            ("Clear", []) when arguments[0].Value is Value.Sequence list => Cleared(list),
            ("AddRange", [var added]) when arguments[0].Value is Value.Sequence list && Items(added) is { } more => Extended(list, more),
            _ => null,
        };
    }

    // A stack is a list with its top first, as it is enumerated; a queue one with its head first.
    private static Value? Removed(string name, Value.Sequence list, IReadOnlyList<BoundArgument> arguments)
    {
        switch (name)
        {
            case "Push" when arguments.Count == 2:
                return Inserted(list, 0, arguments[1].Value);
            case "Enqueue" when arguments.Count == 2:
                return Inserted(list, list.Items.Count, arguments[1].Value);
            case "Pop" or "Dequeue" when arguments.Count == 1 && list.Items.Count > 0:
                var first = list.Items[0];
                list.Items.RemoveAt(0);
                return first;
            case "Peek" when arguments.Count == 1 && list.Items.Count > 0:
                return list.Items[0];
            case "RemoveAt" when arguments is [_, { Value: Value.Integer at }] && at.Size.IsConstant(out var index) && index >= 0 && index < list.Items.Count:
                list.Items.RemoveAt((int)index);
                return list;
            default:
                return null;
        }
    }

    private static IReadOnlyList<Value>? Items(Value value) => value switch
    {
        Value.Sequence s => [.. s.Items],
        Value.Table t => [.. Entries(t)],
        Value.Module { Instance: var module } when module.Container is not null => [.. module.Items.Select(i => new Value.Module(i))],
        _ => null,
    };

    private static Value.Sequence Cleared(Value.Sequence list)
    {
        list.Items.Clear();
        return list;
    }

    private static Value.Sequence Inserted(Value.Sequence list, int index, Value item)
    {
        list.Items.Insert(index, item);
        return list;
    }

    private static Value.Sequence Extended(Value.Sequence list, IReadOnlyList<Value> more)
    {
        list.Items.AddRange(more);
        return list;
    }

    private Value? Range(Value start, Value count)
    {
        if (AsInteger(start) is not { } from || AsInteger(count) is not { } length)
        {
            return null;
        }

        var size = AsNumber(length);
        const int most = 10_000;
        return size.IsConstant(out var n)
            ? n is < 0 or > most ? throw new ExecutionLimitException() : new Value.Sequence(Enumerable.Range(0, (int)n).Select(i => new Value.Integer(AsNumber(from) + i)))
            : throw new UndecidedCountException(size);
    }
}
