using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>The modules inside a module, in the order in which they are registered.</content>
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
}
