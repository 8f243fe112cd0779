using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Queries that choose among elements, or fold them.</content>
internal sealed partial class Interpreter
{
    private Value? Chosen(string name, IReadOnlyList<Value> items, IReadOnlyList<Value> arguments) => (name, arguments) switch
    {
        ("Where", [Value.Function f]) => new Value.Sequence(items.Where((item, i) => Accepts(f, item, i)).ToList()),
        ("Any", [Value.Function f]) => new Value.Flag(items.Any(item => Accepts(f, item))),
        ("Any", []) => new Value.Flag(items.Count > 0),
        ("All", [Value.Function f]) => new Value.Flag(items.All(item => Accepts(f, item))),
        ("Count", [Value.Function f]) => new Value.Integer(items.Count(item => Accepts(f, item))),
        ("First" or "FirstOrDefault", [Value.Function f]) => items.FirstOrDefault(item => Accepts(f, item)) ?? (name == "FirstOrDefault" ? new Value.Null() : null),
        ("Last" or "LastOrDefault", [Value.Function f]) => items.LastOrDefault(item => Accepts(f, item)) ?? (name == "LastOrDefault" ? new Value.Null() : null),
        ("Single", []) when items.Count == 1 => items[0],
        ("ElementAt", [Value.Integer { Axis: null } n]) when n.Size.IsConstant(out var at) && at >= 0 && at < items.Count => items[(int)at],
        ("SkipLast", [Value.Integer { Axis: null } n]) when n.Size.IsConstant(out var count) && count >= 0 => new Value.Sequence(items.Take(items.Count - (int)System.Math.Min(count, items.Count))),
        ("TakeLast", [Value.Integer { Axis: null } n]) when n.Size.IsConstant(out var count) && count >= 0 => new Value.Sequence(items.Skip(items.Count - (int)System.Math.Min(count, items.Count))),
        ("Aggregate", [Value.Function f]) when items.Count > 0 => items.Skip(1).Aggregate(items[0], (a, b) => Apply(f, [new(null, a), new(null, b)])),
        ("Aggregate", [var seed, Value.Function f]) => items.Aggregate(seed, (a, b) => Apply(f, [new(null, a), new(null, b)])),
        ("Aggregate", [var seed, Value.Function f, Value.Function last]) => Apply(last, [new(null, items.Aggregate(seed, (a, b) => Apply(f, [new(null, a), new(null, b)])))]),
        ("Sum", [Value.Function f]) => Summed([.. items.Select(i => Apply(f, [new(null, i)]))]),
        ("Sum", []) => Summed(items),
        ("SelectMany", [Value.Function f]) when items.Select(i => Items(Apply(f, [new(null, i)]))).ToList() is var lists && !lists.Contains(null) => new Value.Sequence(lists.SelectMany(l => l!)),
        _ => null,
    };

    private bool Accepts(Value.Function predicate, Value item, int? index = null)
    {
        List<BoundArgument> arguments = [new(null, item)];
        if (index is { } i && predicate.Lambda.Parameters.Count > 1)
        {
            arguments.Add(new(null, new Value.Integer(i)));
        }

        return Apply(predicate, arguments) switch
        {
            Value.Flag flag => flag.Value,
            var other => Decide(other.ToString()!, other),
        };
    }

    private Value? Summed(IReadOnlyList<Value> items) =>
        items.All(i => i is Value.Integer) ? new Value.Integer(items.Aggregate(Size.Zero, (sum, i) => sum + AsNumber((Value.Integer)i)))
        : items.Count > 0 && items.All(IsReal) ? items.Aggregate((a, b) => RealArithmetic("+", a, b)!)
        : null;
}
