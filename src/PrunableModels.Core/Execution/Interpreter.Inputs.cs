using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>What a model is called with.</content>
internal sealed partial class Interpreter
{
    // Types that hold themselves are not followed without end.
    private const int MostNested = 4;

    private bool HasForward(string id) => Hierarchy(id).Any(c => c.Methods.Any(m => m.Name == "forward"));

    private Value Input(ParameterProgram parameter, IReadOnlyList<IReadOnlyList<Size>>? shapes) =>
        Input(parameter.Type ?? "Tensor", parameter.Name, parameter.Default is Expression.Null, shapes, 0);

    // A tensor, unless its type says otherwise; one that may be left out is looked at both ways, as is a choice by any other input.
    private Value Input(string type, string name, bool isOptional, IReadOnlyList<IReadOnlyList<Size>>? shapes, int nesting)
    {
        var plain = type.TrimEnd('?');
        if (plain is "bool" or "int" or "long" or "float" or "double" or "string" or "byte" or "short")
        {
            return new Value.Symbol(Assumptions.OfInput(name));
        }

        if (IsCollectionOfTensors(type) && !isOptional)
        {
            return Collection(type, name);
        }

        if (!type.EndsWith("?", StringComparison.Ordinal) && !isOptional && nesting < MostNested && ((Value?)Parts(plain, name, shapes, nesting) ?? Fields(plain, name, shapes, nesting)) is { } parts)
        {
            return parts;
        }

        var mayBeLeftOut = type == "Tensor?" || (plain == "Tensor" && isOptional);
        return mayBeLeftOut && (shapes is null ? way.Decide($"{Assumptions.OfInput(name)} == null") : Graph.Inputs.Count >= shapes.Count)
            ? new Value.Null()
            : new Value.Tensor(Graph.NewInput(name, shapes?.ElementAtOrDefault(Graph.Inputs.Count)));
    }

    // The elements of a tuple.
    private Value.Sequence? Parts(string type, string name, IReadOnlyList<IReadOnlyList<Size>>? shapes, int nesting) =>
        TupleElements(type) is { } elements ? new(elements.Select((e, i) => Input(e, $"{name}.Item{i + 1}", isOptional: false, shapes, nesting + 1)).ToList(), isTuple: true) : null;

    // An object of a class that has a program: what its fields hold is given too.
    private Value.Object? Fields(string type, string name, IReadOnlyList<IReadOnlyList<Size>>? shapes, int nesting)
    {
        if (program.Find(type) is not { Kind: not ClassKind.Module } @class || program.Classes.Any(c => c.Base == type))
        {
            return null;
        }

        var given = new ConstructedObject(@class.Id, Assumptions.OfInput(name), @class.Kind == ClassKind.Struct) { IsGiven = true };
        foreach (var field in Hierarchy(@class.Id).SelectMany(c => c.Fields).Where(f => !f.IsStatic))
        {
            var member = $"{name}.{Plain(field.Name)}";
            var value = field.Kind == FieldKind.Tensor ? Input(field.Type ?? "Tensor", member, isOptional: false, shapes, nesting + 1)
                : field.Type is { } known && (TupleElements(known) is not null || program.Find(known) is not null) ? Input(known, member, isOptional: false, shapes, nesting + 1)
                : field.Kind == FieldKind.Scalar ? new Value.Symbol(Assumptions.OfInput(member))
                : new Value.Opaque($"what the caller puts into {member}");
            stored[(given, field.Name)] = value;
            given.Hold(field.Name, value);
        }

        return new(given);
    }

    private static List<string>? TupleElements(string type)
    {
        if (!type.StartsWith("(", StringComparison.Ordinal) || !type.EndsWith(")", StringComparison.Ordinal))
        {
            return null;
        }

        var elements = new List<string>();
        var (start, depth) = (1, 0);
        for (var i = 1; i < type.Length; i++)
        {
            depth += type[i] is '(' or '<' or '[' ? 1 : type[i] is ')' or '>' or ']' ? -1 : 0;
            if (depth < 0 || (depth == 0 && type[i] == ','))
            {
                elements.Add(type.Substring(start, i - start).Trim());
                start = i + 1;
            }
        }

        return elements;
    }
}
