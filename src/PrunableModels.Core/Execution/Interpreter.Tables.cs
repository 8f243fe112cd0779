using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Dictionaries, and the elements of lists that are not known.</content>
internal sealed partial class Interpreter
{
    private static readonly string[] ListTypes = ["List<", "IList<", "IEnumerable<", "IReadOnlyList<", "IReadOnlyCollection<", "ICollection<"];

    // A dictionary is a call of this name with its entries.
    private const string NewTable = "dictionary";

    private static IEnumerable<Value> Entries(Value.Table table) => table.Entries.Select(e => (Value)new Value.Sequence([e.Key, e.Value], isTuple: true)).ToList();

    private static Value.Table Table(IReadOnlyList<BoundArgument> arguments) => new(arguments.Select(a => a.Value is Value.Sequence { Items: [var key, var value] } ? new KeyValuePair<Value, Value>(key, value) : new(a.Value, new Value.Opaque("an entry of a dictionary that is not known"))));

    private static Value? TableMember(Value.Table table, string name) => name switch
    {
        "Count" => new Value.Integer(table.Entries.Count),
        "Keys" => new Value.Sequence(table.Entries.Select(e => e.Key)),
        "Values" => new Value.Sequence(table.Entries.Select(e => e.Value)),
        _ => null,
    };

    private Value? OfTable(string name, Value.Table table, IReadOnlyList<Value> arguments)
    {
        switch (name, arguments.Count)
        {
            case ("Add" or "TryAdd", 2):
                Put(table, arguments[0], arguments[1]);
                return new Value.Null();
            case ("ContainsKey", 1):
                return IsKey(arguments[0]) && table.Entries.All(e => IsKey(e.Key)) ? new Value.Flag(Index(table, arguments[0]) >= 0) : null;
            case ("GetValueOrDefault", 1 or 2):
                return Look(table, arguments[0]) ?? (IsKey(arguments[0]) ? arguments.ElementAtOrDefault(1) ?? new Value.Null() : null);
            default:
                return null;
        }
    }

    // Looks for a key, and puts what it finds, or what stands for nothing, into a variable; null where the key is not known.
    private Value? Tried(string name, IReadOnlyList<BoundArgument> arguments)
    {
        if (name != "TryGetValue" || arguments is not [{ Value: var owner }, { Value: var key }, { Target: { } target }] || !IsKey(key))
        {
            return null;
        }

        Value? found = null;
        switch (owner)
        {
            case Value.Table table when table.Entries.All(e => IsKey(e.Key)):
                found = Look(table, key);
                break;
            case Value.Module { Instance: { Container: "ModuleDict" } dictionary } when key is Value.Text text:
                found = Entry(dictionary, text.Value);
                break;
            case Value.Symbol given when IsGiven(given):
                found = GivenIfThere(given, key);
                break;
            default:
                return null;
        }

        var holdsNumbers = owner is Value.Table { Entries: var entries } && !entries.All(e => e.Value is Value.Tensor or Value.Module or Value.Object or Value.Sequence { IsTuple: false });
        Assign(target, found ?? (holdsNumbers ? new Value.Opaque($"what stands for {key}, which is not there,") : new Value.Null()));
        return new Value.Flag(found is not null);
    }

    private static void Put(Value.Table table, Value key, Value value)
    {
        var entry = new KeyValuePair<Value, Value>(key, value);
        if (Index(table, key) is var at and >= 0)
        {
            table.Entries[at] = entry;
        }
        else
        {
            table.Entries.Add(entry);
        }
    }

    // Before the model runs, a key that is not known is looked at as each of those that are there.
    private Value? Look(Value.Table table, Value key)
    {
        if (!table.Entries.All(e => IsKey(e.Key)))
        {
            return null;
        }

        return IsKey(key) ? (Index(table, key) is var at and >= 0 ? table.Entries[at].Value : null)
            : key is not Value.Symbol || Graph.Solver.IsLinked ? null
            : table.Entries.Where(e => Decide($"{key} == {e.Key}", key)).Select(e => e.Value).FirstOrDefault();
    }

    // A key that is none of those that are there ends the program.
    private Value EntryOf(Value.Table table, Value key, Expression.Element element) =>
        Look(table, key)
        ?? (key is Value.Symbol && !Graph.Solver.IsLinked && table.Entries.Count > 0 && table.Entries.All(e => IsKey(e.Key)) ? throw new ThrownException(scope.Class, scope.Member)
            : new Value.Opaque($"the key of {element} is not known"));

    private static int Index(Value.Table table, Value key) => table.Entries.FindIndex(e => e.Key.ToString() == key.ToString());

    private static bool IsKey(Value value) => value is Value.Text or Value.Flag || (value is Value.Integer { Axis: null } i && i.Size.IsConstant(out _));

    private static Value ElementOf(Value list, string index) =>
        new Value.Symbol($"{list}[{index}]") { Type = list is Value.Symbol { Type: { } type } ? ListElement(type) : null };

    // The type of the elements of a list or array; null where it is none.
    private static string? ListElement(string type)
    {
        var plain = type.TrimEnd('?');
        return plain.EndsWith("[]", StringComparison.Ordinal) ? plain.Substring(0, plain.Length - 2)
            : Array.Find(ListTypes, l => plain.StartsWith(l, StringComparison.Ordinal)) is { } list && plain.EndsWith(">", StringComparison.Ordinal) ? plain.Substring(list.Length, plain.Length - list.Length - 1)
            : plain.StartsWith("(", StringComparison.Ordinal) ? "" : null;
    }
}
