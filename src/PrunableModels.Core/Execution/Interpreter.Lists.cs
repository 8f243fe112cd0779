using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Modules inside a module, and methods that change a list itself.</content>
internal sealed partial class Interpreter
{
    private Value.Sequence? OfModule(string name, IReadOnlyList<BoundArgument> arguments)
    {
        if (arguments is not [{ Value: Value.Module { Instance: var module } }] || name is not ("children" or "named_children" or "modules" or "named_modules"))
        {
            return null;
        }

        var found = name.EndsWith("children", StringComparison.Ordinal) ? Registered(module, "") : Inside(module, "").ToList();
        return found is null ? null : new(found.Select(f => name.StartsWith("named", StringComparison.Ordinal)
            ? (Value)new Value.Sequence([new Value.Text(f.Name), new Value.Module(f.Module)], isTuple: true)
            : new Value.Module(f.Module)));
    }

    private List<(string Name, ModuleObject Module)>? Registered(ModuleObject module, string prefix) =>
        module.Children(Hierarchy(module.Class).SelectMany(c => c.Fields))?.Select(c => ($"{prefix}{c.Name}", c.Module)).ToList();

    private IEnumerable<(string Name, ModuleObject Module)> Inside(ModuleObject module, string prefix)
    {
        foreach (var child in Registered(module, prefix) ?? [])
        {
            CountStep();
            yield return child;
            foreach (var inner in Inside(child.Module, $"{child.Name}."))
            {
                yield return inner;
            }
        }
    }

    private static bool ChangesList(string function) =>
        function.StartsWith("List.", StringComparison.Ordinal) || function.StartsWith("Array.", StringComparison.Ordinal) || function.StartsWith("MemoryExtensions.", StringComparison.Ordinal);

    // Null where the method changes nothing, or is known by its name alone.
    private static Value? Changed(string name, Value.Sequence list, IReadOnlyList<BoundArgument> arguments)
    {
        switch (name)
        {
            case "Reverse" when arguments.Count == 1:
                list.Items.Reverse();
                return list;
            case "Remove" when arguments.Count == 2:
                var at = list.Items.FindIndex(i => IsSame(i, arguments[1].Value));
                if (at >= 0)
                {
                    list.Items.RemoveAt(at);
                }

                return new Value.Flag(at >= 0);
            case "IndexOf" when arguments.Count == 2:
                return new Value.Integer(list.Items.FindIndex(i => IsSame(i, arguments[1].Value)));
            case "Sort" or "RemoveAll" or "RemoveRange" or "InsertRange" or "Fill" or "Resize" or "Copy" or "CopyTo":
                for (var i = 0; i < list.Items.Count; i++)
                {
                    list.Items[i] = list.Items[i] is Value.Tensor ? list.Items[i] : new Value.Opaque($"what {name} leaves in a list is not known");
                }

                return null;
            default:
                return null;
        }
    }

    private static bool IsSame(Value a, Value b) => ReferenceEquals(a, b) || (a, b) switch
    {
        (Value.Module m, Value.Module n) => ReferenceEquals(m.Instance, n.Instance),
        (Value.Tensor t, Value.Tensor u) => ReferenceEquals(t.Held, u.Held),
        (Value.Text s, Value.Text t) => s.Value == t.Value,
        _ => false,
    };
}
