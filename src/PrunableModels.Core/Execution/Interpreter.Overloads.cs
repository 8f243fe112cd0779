using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Which method a call means, and which constructor: what C# finds, and then what overrides it.</content>
internal sealed partial class Interpreter
{
    private static readonly string[] Lists = ["List<", "IList<", "IEnumerable<", "IReadOnlyList<", "IReadOnlyCollection<", "ICollection<", "("];

    private readonly record struct FoundMethod(ClassProgram Class, MethodProgram Method);

    private FoundMethod? FindCalled(Expression.Method call, Value? self, List<BoundArgument> arguments)
    {
        if ((ClassOf(self) ?? OnlyImplementation(call.Class, self)) is not { } id || call.IsBase)
        {
            return Find(call.Class, call.Name, arguments, call.Types);
        }

        var hierarchy = Hierarchy(id).ToList();
        var declared = hierarchy.Any(c => c.Id == call.Class) ? Find(call.Class, call.Name, arguments, call.Types) : null;
        return declared is { } known ? Overriding(hierarchy, known) : Find(id, call.Name, arguments, call.Types);
    }

    // Before the model runs, an object of an interface or abstract class is of the only class that there is. A live one tells what it is.
    private string? OnlyImplementation(string type, Value? self) =>
        self is Value.Symbol && !model.Solver.IsLinked && program.Classes.Where(c => c.Ancestors.Contains(type)).ToList() is [{ Kind: not ClassKind.Module } only] ? only.Id : null;

    // A module's forward is the one that TorchSharp calls, unless types say that another is meant.
    private FoundMethod? FindForward(string id, List<BoundArgument> arguments, EquatableArray<string>? types)
    {
        if (types is not null)
        {
            return Find(id, "forward", arguments, types);
        }

        var forwards = Hierarchy(id).SelectMany(c => c.Methods.Where(m => m.Name == "forward" && Fits(m, arguments)).Select(m => new FoundMethod(c, m))).ToList();
        var called = forwards.Where(f => f.Method.Relation != MethodRelation.Overload).ToList();
        return Nearest(called.Count > 0 ? called : forwards);

        FoundMethod? Nearest(List<FoundMethod> found)
        {
            var near = found.Where(f => ReferenceEquals(f.Class, found[0].Class)).ToList();
            return Only([.. near.Select(f => f.Method)], arguments, _ => true) is { } method ? new(near[0].Class, method) : null;
        }
    }

    // What is run of a model as a whole.
    private FoundMethod FindEntry(string id, int? inputs)
    {
        var entries = Hierarchy(id)
            .Select(c => c.Methods.Where(m => m.Name == "forward" && m.Relation != MethodRelation.Overload).Select(m => new FoundMethod(c, m)).ToList())
            .FirstOrDefault(found => found.Count > 0);
        if (entries?.Count > 1 && inputs is { } count)
        {
            entries = [.. entries.Where(e => e.Method.Accepts(new string?[count]))];
        }

        return entries switch
        {
            null or [] => throw new InvalidOperationException($"{id} has no forward method that could be read."),
            [var only] => only,
            _ => throw new InvalidOperationException($"{id} has several forward methods, and none of them is that of a Module<...>: which one is to be pruned for is not known."),
        };
    }

    private FoundMethod? Find(string id, string name, IReadOnlyList<BoundArgument> arguments, EquatableArray<string>? types)
    {
        foreach (var candidate in Hierarchy(id))
        {
            if (Find(candidate.Methods.Where(m => m.Name == name), arguments, types) is { } method)
            {
                return new(candidate, method);
            }
        }

        return null;
    }

    // Null where there is none, or where it is not known which.
    private static MethodProgram? Find(IEnumerable<MethodProgram> candidates, IReadOnlyList<BoundArgument> arguments, EquatableArray<string>? types)
    {
        if (types is { } given)
        {
            return candidates.Where(m => m.HasTypes([.. given])).ToList() is [var one] ? one : null;
        }

        var accepting = candidates.Where(m => m.Accepts([.. arguments.Select(a => a.Name)])).ToList();
        return accepting.Count == 1 ? accepting[0] : Only(accepting, arguments, m => Fits(m, arguments));
    }

    private static MethodProgram? Only(List<MethodProgram> candidates, IReadOnlyList<BoundArgument> arguments, Func<MethodProgram, bool> isMeant)
    {
        var meant = candidates.Where(isMeant).ToList();
        var exact = meant.Where(m => m.Parameters.Count == arguments.Count).ToList();
        return meant.Count == 1 ? meant[0] : exact.Count == 1 ? exact[0] : null;
    }

    private static FoundMethod Overriding(List<ClassProgram> hierarchy, FoundMethod declared)
    {
        var types = declared.Method.Parameters.Select(p => p.Type).ToList();
        var current = declared;
        foreach (var derived in hierarchy.TakeWhile(c => c.Id != declared.Class.Id).Reverse())
        {
            var same = derived.Methods.FirstOrDefault(m => m.Name == declared.Method.Name && m.HasTypes(types));
            if (same?.Relation is MethodRelation.New or MethodRelation.Overload)
            {
                break;
            }

            current = same is null ? current : new(derived, same);
        }

        return current;
    }

    private static bool Fits(MethodProgram method, IReadOnlyList<BoundArgument> arguments) =>
        method.Accepts([.. arguments.Select(a => a.Name)])
        && arguments.Select((a, i) => Fits(a.Value, (a.Name is null ? method.Parameters[i] : method.Parameters.First(p => p.Name == a.Name)).Type)).All(fits => fits);

    // False only where no conversion of C# makes the one of the other.
    private static bool Fits(Value value, string? type)
    {
        var plain = type?.TrimEnd('?');
        var isTensor = plain is "Tensor" or "Parameter";
        var isScalar = plain is "bool" or "int" or "long" or "float" or "double" or "string" or "short" or "byte";
        var isList = plain is not null && (plain.EndsWith("]", StringComparison.Ordinal) || Lists.Any(l => plain.StartsWith(l, StringComparison.Ordinal)));
        return value switch
        {
            Value.Tensor => !isList && !isScalar,
            Value.Module => !isTensor && !isScalar,
            Value.Sequence => !isTensor && !isScalar,
            Value.Flag => !isTensor && !isList && (!isScalar || plain == "bool"),
            Value.Text => !isTensor && !isList && (!isScalar || plain == "string"),
            Value.Integer or Value.Number => !isList && plain is not ("bool" or "string"),
            _ => true,
        };
    }
}
