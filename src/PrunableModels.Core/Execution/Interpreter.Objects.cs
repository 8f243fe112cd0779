using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Objects that are no modules: configurations and whatever else constructors take and <c>forward</c> reads.</content>
internal sealed partial class Interpreter
{
    private readonly Dictionary<(DataObject, string), Value> stored = [];
    private readonly Dictionary<(string, string), Value> statics = [];
    private readonly HashSet<string> initialized = [];
    private readonly Dictionary<string, Value> assigned = new(StringComparer.Ordinal);
    private ModuleObject? root;
    private int objects;
    private int conditions;

    private Value.Object NewObject(ClassProgram @class, List<BoundArgument> arguments, EquatableArray<string>? types)
    {
        var made = new Value.Object(new ConstructedObject(@class.Id, $"{TypeIds.Short(@class.Id)}{++objects}", @class.Kind == ClassKind.Struct));
        foreach (var field in Hierarchy(@class.Id).SelectMany(c => c.Fields).Where(f => !f.IsStatic))
        {
            Store(made.Instance, field.Name, DefaultOf(field, made));
        }

        var constructor = @class.Constructors.Count == 0 || (@class.Kind == ClassKind.Struct && arguments.Count == 0 && @class.Constructors.All(c => c.Parameters.Count > 0))
            ? null : FindConstructor(@class, arguments, types);
        RunConstructor(made, @class, constructor, arguments);
        return made;
    }

    // What C# puts into a field that nothing is assigned to.
    private static Value DefaultOf(FieldProgram field, Value owner) => field.Type switch
    {
        "bool" => new Value.Flag(false),
        "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong" => new Value.Integer(0),
        "float" or "double" or "decimal" => new Value.Number("0.0"),
        { } type when field.Kind != FieldKind.Scalar || type == "string" || type.EndsWith("?", StringComparison.Ordinal) => new Value.Null(),
        _ => new Value.Symbol($"{owner}.{Plain(field.Name)}"),
    };

    private Value Initialize(Expression.Initialize initialize)
    {
        var target = Evaluate(initialize.Target);
        target = initialize.IsCopy ? Copied(target) : target;
        foreach (var member in initialize.Members)
        {
            Assign(target, member.Name!, Evaluate(member.Value));
        }

        return target;
    }

    // A struct is another one wherever it is assigned; a record is where it says 'with'.
    private Value Copied(Value value)
    {
        if (value is not Value.Object { Instance: var original })
        {
            return value is Value.Symbol symbol ? new Value.Symbol($"{symbol.Key}'{++objects}") { Type = symbol.Type } : value;
        }

        var copy = new ConstructedObject(original.Class, $"{TypeIds.Short(original.Class)}{++objects}", original.IsStruct, original);
        foreach (var field in stored.Where(s => ReferenceEquals(s.Key.Item1, original)).ToList())
        {
            Store(copy, field.Key.Item2, OwnCopy(field.Value));
        }

        return new Value.Object(copy);
    }

    private void Store(DataObject instance, string field, Value value)
    {
        stored[(instance, field)] = value;
        if (instance is ConstructedObject made)
        {
            made.Hold(field, value);
        }

        if (instance is not ConstructedObject { IsGiven: false })
        {
            LeaveWith(instance.Name, field, value);
        }
    }

    // What the caller has, the next call may read.
    private void LeaveWith(string owner, string member, Value value)
    {
        if (isForward && value.HoldsTensors)
        {
            Apply(OperatorTable.Unknown, $"a store into {owner}.{Plain(member)}", [new(null, value)], new(scope.Class, scope.Member, new Expression.Member(new Expression.This(), member)), isInPlace: false, layer: null);
        }
    }

    // Whether the member was assigned: one that is not known stays what it was.
    private bool Assign(Value target, string name, Value value)
    {
        value = OwnCopy(value);
        switch (target)
        {
            case Value.Object { Instance: var instance }:
                if (Hierarchy(instance.Class).SelectMany(c => c.Methods.Select(m => (c, m))).FirstOrDefault(m => m.m.Name == $"set_{name}") is { m: not null } setter)
                {
                    Invoke(target, new(setter.c, setter.m), [new(null, value)], scope.Frame);
                }
                else
                {
                    Store(instance, FieldOf(instance.Class, name)?.Name ?? name, value);
                }

                return true;
            case Value.Symbol { Type: not null } symbol:
                assigned[$"{symbol.Key}.{name}"] = value;
                LeaveWith(symbol.Key, name, value);
                return true;
            default:
                return false;
        }
    }

    private Value ObjectMember(Value.Object owner, string name)
    {
        var instance = owner.Instance;
        foreach (var @class in Hierarchy(instance.Class))
        {
            if (Field(@class, name) is { } field)
            {
                var value = ReadStored(instance, field.Name) ?? Typed(Unreadable(instance, field.Name, field.Type), field);
                return OneOf(owner, @class, field, value) ?? value;
            }

            if (@class.Methods.FirstOrDefault(m => m.Name == $"get_{name}") is { } getter)
            {
                return Invoke(owner, new(@class, getter), [], scope.Frame);
            }
        }

        return ReadStored(instance, name) ?? Unreadable(instance, name, null);
    }

    private Value? ReadStored(DataObject instance, string name) =>
        stored.TryGetValue((instance, name), out var value) ? value : instance.Read(name);

    private static Value.Symbol Unreadable(DataObject instance, string name, string? type) => new($"{instance.Name}.{Plain(name)}") { Type = type, IsState = true };

    // A member of an object that is not known is a symbol; what is computed from such is computed.
    private Value SymbolMember(Value.Symbol owner, string type, string name)
    {
        if (assigned.TryGetValue($"{owner.Key}.{name}", out var known))
        {
            return known;
        }

        var id = type.TrimEnd('?');
        foreach (var @class in Hierarchy(id))
        {
            if (Field(@class, name) is { } field)
            {
                return Typed(new($"{owner.Key}.{name}") { Type = field.Type, IsState = owner.IsState }, field);
            }

            if (@class.Methods.FirstOrDefault(m => m.Name == $"get_{name}") is { } getter)
            {
                var isOverridden = program.Classes.Any(c => c.Id != id && c.Methods.Any(m => m.Name == getter.Name) && Hierarchy(c.Id).Any(b => b.Id == id));
                return isOverridden ? new Value.Symbol($"{owner.Key}.{name}") : Invoke(owner, new(@class, getter), [], scope.Frame);
            }
        }

        return new Value.Symbol($"{owner.Key}.{name}");
    }

    private FieldProgram? FieldOf(string id, string name) => Hierarchy(id).Select(c => Field(c, name)).FirstOrDefault(f => f is not null);

    private static FieldProgram? Field(ClassProgram @class, string name) => @class.Fields.FirstOrDefault(f => !f.IsStatic && (f.Name == name || Plain(f.Name) == name));

    // The backing field of a property is named after it in angle brackets.
    private static string Plain(string field) =>
        field.Length > 0 && field[0] == '<' && field.IndexOf('>') is var end and > 0 ? field.Substring(1, end - 1) : field;

    // A record is taken apart as its parameters stand.
    private Value Deconstructed(Value value) =>
        (ClassOf(value) ?? (value as Value.Symbol)?.Type) is { } id && Hierarchy(id).FirstOrDefault() is { } @class && @class.Methods.FirstOrDefault(m => m.Name == "Deconstruct" && m.Parameters.Count == 0) is { } apart
            ? Invoke(value, new(@class, apart), [], scope.Frame) : value;

    private static string? ClassOf(Value? value) => value switch
    {
        Value.Module m => m.Instance.Class,
        Value.Object o => o.Instance.Class,
        _ => null,
    };

    private Value OwnCopy(Value value) => value switch
    {
        Value.Object { Instance.IsStruct: true } => Copied(value),
        Value.Sequence { IsTuple: true } tuple => new Value.Sequence(tuple.Items, isTuple: true),
        _ => value,
    };
}
