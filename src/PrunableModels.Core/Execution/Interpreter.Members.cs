using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Members and elements of values.</content>
internal sealed partial class Interpreter
{
    private Value Member(Value target, string name) => target switch
    {
        Value.Module m => ModuleMember(m.Instance, name),
        Value.Object o => ObjectMember(o, name),
        Value.Sequence s when name is "Count" or "Length" => new Value.Integer(s.Items.Count),
        Value.Table t when TableMember(t, name) is { } known => known,
        Value.Sequence { IsTuple: true, Items: [var key, var entry] } when name is "Key" or "Value" => name == "Key" ? key : entry,
        Value.Text t when name is "Length" => new Value.Integer(t.Value.Length),
        Value.Sequence { IsTuple: true } s when name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var n) && n >= 1 && n <= s.Items.Count => s.Items[n - 1],
        Value.Tensor t when name is "shape" => Shape(t),
        Value.Tensor t when name is "ndim" or "Dimensions" && t.Held.Type.HasRank => new Value.Integer(t.Held.Type.Count),
        Value.Tensor t when name is "device" or "dtype" => new Value.Symbol($"{t}.{name}") { Told = new(t.Held, name) },
        Value.Symbol { Key: "Single" or "Double" } when Infinity(name) is { } infinity => infinity,
        Value.Symbol { Type: { } type } s when ListElement(type) is null => SymbolMember(s, type, name),

        // However it is asked for, the number of elements is one number.
        Value.Symbol { Type: { } list } s when name == "Length" && ListElement(list) is not null => new Value.Symbol($"{s}.Count"),
        _ => new Value.Symbol($"{target}.{name}"),
    };

    // Constants that have no literal.
    private static Value? Infinity(string name) => name switch
    {
        "PositiveInfinity" => Value.Real(double.PositiveInfinity, name, Scale.None),
        "NegativeInfinity" => Value.Real(double.NegativeInfinity, name, Scale.None),
        _ => null,
    };

    private Value ModuleMember(ModuleObject module, string name)
    {
        if (module.Container is not null && name is "Count")
        {
            return new Value.Integer(module.Items.Count);
        }

        if (LayerTable.HoldsParameters(module.Class) && name is "Count")
        {
            return new Value.Integer(ParameterNames(module).Count);
        }

        if (program.Find(module.Class) is null && module.Tensors.FirstOrDefault(t => t.Name == name) is { } slot)
        {
            return isForward && module.IsRegistered ? new Value.Tensor(Graph.Leaf(module, slot)) : new Value.Weight(module, name);
        }

        if (module.Attributes.Find(name) is { } attribute)
        {
            return attribute;
        }

        // What forward has stored in a field of a live module is not in the live module.
        if (written.TryGetValue((module, name), out var stored))
        {
            return stored;
        }

        var (declaring, field) = Declared(module.Class, name, out var isAmbiguous);
        if (isAmbiguous)
        {
            return new Value.Opaque($"several fields '{name}' of {TypeIds.Short(module.Class)} and its base classes") { Slot = NoShape(name) };
        }

        if (isForward && State(module, name) is { } state)
        {
            return state;
        }

        if (declaring is not null && field is not null)
        {
            var value = ReadOnce(module, field);
            Mark(field, value);

            if (value is Value.Symbol { Type: null } untyped && field.Type is not null)
            {
                value = new Value.Symbol(untyped.Key) { Type = field.Type, IsState = untyped.IsState };
            }

            value = OneOf(new Value.Module(module), declaring, field, value) ?? value;
            value = value is Value.Symbol unread ? Typed(unread, field) : value;
            value = value is Value.Symbol s && AsInteger(s) is { } known && known.Size.IsConstant(out _) ? known : value;
            return Extent(module, field, value) is { } extent ? extent
                : field.Kind == FieldKind.Scalar ? value.From(new(module, name)) : value;
        }

        if (module.Tensors.FirstOrDefault(t => t.Name == name) is { } registered)
        {
            return new Value.Weight(module, registered.Name);
        }

        // Inherited state such as 'training': not known before the program runs.
        return new Value.Symbol(name);
    }

    private (ClassProgram? Class, FieldProgram? Field) Declared(string id, string name, out bool isAmbiguous)
    {
        (ClassProgram? Class, FieldProgram? Field) first = default;
        isAmbiguous = false;
        for (var @class = program.Find(id); @class is not null; @class = @class.Base is null ? null : program.Find(@class.Base))
        {
            foreach (var field in @class.Fields)
            {
                if (field.Name == name)
                {
                    isAmbiguous = first.Class is not null;
                    first = first.Class is null ? (@class, field) : first;
                    break;
                }
            }
        }

        return first;
    }

    // The field of a property that is no more than one.
    private string? StoredBy(string getter, ModuleObject module) =>
        getter.StartsWith("get_", StringComparison.Ordinal) && $"<{getter.Substring(4)}>k__BackingField" is var name && Hierarchy(module.Class).Any(c => c.Fields.Any(f => f.Name == name)) ? name : null;

    private static void Mark(FieldProgram? field, Value value)
    {
        if (field is null || value is not Value.Module { Instance: var marked })
        {
            return;
        }

        // Of a list, each of its modules is meant.
        foreach (var meant in field.KeepDense is null && !field.IsErasable ? [] : marked.Container == "ModuleList" ? marked.Items : [marked])
        {
            meant.KeepDense = field.KeepDense ?? meant.KeepDense;
            meant.IsErasable |= field.IsErasable;
        }
    }

    // What the declaration of a field says of the module that is put into it.
    private void Declare(ConstructedModule module, string name, Value value)
    {
        var field = Hierarchy(module.Class).SelectMany(c => c.Fields).FirstOrDefault(f => f.Name == name);
        Mark(field, value);

        if (field is { IsConfined: true })
        {
            Confine(value);
        }
    }

    private static void Confine(Value value)
    {
        if (value is Value.Module { Instance: ConstructedModule module })
        {
            module.Confine();
        }
        else if (value is Value.Sequence list)
        {
            list.Items.ForEach(Confine);
        }
    }

    private Value Shape(Value.Tensor tensor)
    {
        var type = tensor.Held.Type;
        return type.HasRank
            ? new Value.Sequence(type.Axes.Select(a => new Value.Integer(a.Extent, a)))
            : UnknownSize(tensor.Held, new($"{tensor.Held.Name ?? "x"}.shape") { ShapeOf = tensor.Held });
    }

    // Which axis is meant is not known, so the size may be that of any space.
    private Value.Symbol UnknownSize(GraphValue tensor, Value.Symbol symbol)
    {
        Graph.AsksForRanks = true;
        foreach (var axis in tensor.Type.Axes)
        {
            Graph.Solver.Keep(axis, new(KeptKind.HardCodedSize, "its size may be read where the number of axes is not known", null));
        }

        return symbol;
    }

    private Value SizeOf(GraphValue tensor, Value dimension, bool fromEnd = false)
    {
        var type = tensor.Type;
        if (AsInteger(dimension) is not { } integer || !integer.Size.IsConstant(out var index))
        {
            return UnknownSize(tensor, new($"{tensor.Name ?? "x"}.shape[{dimension}]"));
        }

        index = fromEnd ? -index : index;
        if (index < 0)
        {
            type.Require((int)-index);
        }

        if (type.IndexFromEnd(index) is { } at && type.FromEnd(at) is { } axis)
        {
            return new Value.Integer(axis.Extent, axis);
        }

        // The first axis of a tensor of unknown rank is the batch.
        var symbol = new Value.Symbol(Graph.ExtentSymbol(tensor, index < 0 ? $"^{-index}" : $"{index}"));
        return index == 0 ? symbol : UnknownSize(tensor, symbol);
    }

    private Value Element(Expression.Element element)
    {
        if (element.Target is Expression.Member { Name: "shape" } shape && Evaluate(shape.Target) is Value.Tensor measured)
        {
            return Evaluate(element.Index) is Value.Sequence range
                ? Part(Shape(measured), range) ?? UnknownSize(measured.Held, new($"{element}"))
                : SizeOf(measured.Held, Evaluate(element.Index), element.FromEnd);
        }

        var target = Evaluate(element.Target);
        switch (target)
        {
            case Value.Symbol given when IsGiven(given):
                return GivenElement(given, Evaluate(element.Index), element.FromEnd);
            case Value.Symbol { Type: { } listed } several when ListElement(listed) is not null && Evaluate(element.Index) is Value.Sequence { IsTuple: true } between:
                return Part(new Value.Sequence(SymbolicElements(several)), between) ?? new Value.Symbol($"{several}[{between}]");
            case Value.Sequence list:
                return Position(element, list.Items.Count) is { } place ? list.Items[place] : new Value.Opaque($"the index of {element} is not known");
            case Value.Module { Instance: { Container: "ModuleDict" } dictionary } when Evaluate(element.Index) is Value.Text key:
                return Entry(dictionary, key.Value) ?? new Value.Opaque($"the module {key}");
            case Value.Module { Instance: var module } when module.Container is not null:
                return Position(element, module.Items.Count) is { } at ? new Value.Module(module.Items[at]) : new Value.Opaque($"the index of {element} is not known");
            case Value.Table table:
                return EntryOf(table, Evaluate(element.Index), element);
            case Value.Symbol { Type: { } type } list when ListElement(type) is not null && AsInteger(Member(list, "Count")) is { } count && count.Size.IsConstant(out var length):
                return Position(element, (int)length) is { } found ? ElementOf(list, $"{found}") : ElementOf(list, $"{Evaluate(element.Index)}");
            case Value.Symbol { Type: not null } symbol:
                return ElementOf(symbol, $"{(element.FromEnd ? "^" : "")}{Evaluate(element.Index)}");
            case Value.Symbol { ShapeOf: { } shaped }:
                return SizeOf(shaped, Evaluate(element.Index), element.FromEnd);
            case Value.Tensor tensor:
                var index = Evaluate(element.Index);
                return Apply(element.FromEnd ? "an index" : "Tensor.index", [new(null, tensor), new(null, index)], At(element));
            case Value.Module { Instance: var holder } when LayerTable.HoldsParameters(holder.Class) && ParameterAt(holder, Evaluate(element.Index), element.FromEnd) is { } parameter:
                return parameter;
            case Value.Module { Instance: var indexed }:
                return new Value.Opaque($"an element of {TypeIds.Short(indexed.Class)}") { Slot = NoShape($"{element}") };
            case Value.Opaque unknown:
                return new Value.Opaque($"an element of {unknown.Reason}") { Slot = unknown.Slot is null ? null : NoShape($"{element}") };
            default:
                return new Value.Symbol($"{target}[{(element.FromEnd ? "^" : "")}{Evaluate(element.Index)}]");
        }
    }

    // The elements from one position to another; null where either is not known or there are not as many.
    private static Value? Part(Value list, Value.Sequence range)
    {
        if (list is not Value.Sequence { Items: var items } || range is not { IsTuple: true, Items: [var first, var last] })
        {
            return null;
        }

        return Bound(first, 0) is { } start && Bound(last, items.Count) is { } end && 0 <= start && start <= end && end <= items.Count
            ? new Value.Sequence(items.GetRange(start, end - start))
            : null;

        int? Bound(Value bound, int open) => bound switch
        {
            Value.Null => open,
            Value.Integer n when n.Size.IsConstant(out var at) => (int)(at < 0 ? items.Count + at : at),
            _ => null,
        };
    }

    private int? Position(Expression.Element element, int count)
    {
        if (AsInteger(Evaluate(element.Index)) is not { } index || !index.Size.IsConstant(out var value))
        {
            return null;
        }

        var position = element.FromEnd ? count - value : value;
        return position >= 0 && position < count ? (int)position : null;
    }

    private IEnumerable<Value> Elements(Value source, Expression expression) => source switch
    {
        Value.Sequence list => list.Items.ToList(),
        Value.Table table => Entries(table),
        Value.Module { Instance: var module } when module.Container is not null => module.Items.Select(i => (Value)new Value.Module(i)).ToList(),
        Value.Module { Instance: var holder } when LayerTable.HoldsParameters(holder.Class) => Parameters(holder, expression).ToList(),
        Value.Symbol symbol when !IsGiven(symbol) => SymbolicElements(symbol),
        _ => [new Value.Opaque($"the elements of {expression} are not known")],
    };

    // A list that is not known is looked at with as many elements as a loop with an unknown count has turns.
    private IEnumerable<Value> SymbolicElements(Value.Symbol list)
    {
        var count = AsInteger(new Value.Symbol($"{list.Key}.Count"))!.Size;
        return count.IsConstant(out var n)
            ? Enumerable.Range(0, (int)n).Select(i => ElementOf(list, $"{i}"))
            : throw new UndecidedCountException(count);
    }
}
