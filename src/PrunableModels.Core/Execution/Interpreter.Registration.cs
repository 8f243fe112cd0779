using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <content>What constructors register, as TorchSharp does it.</content>
internal sealed partial class Interpreter
{
    private Placement? placement;

    /// <summary>Ends construction: everything that was registered has a path from here on.</summary>
    /// <param name="root">The model.</param>
    /// <param name="isPart">Whether a class that registers nothing is looked at as who holds it would find it.</param>
    public void Place(ConstructedModule root, bool isPart = false)
    {
        if (isPart)
        {
            RegisterComponents(root);
        }

        placement = Placement.Of(root);
    }

    private bool Register(ConstructedModule module, string function, IReadOnlyList<BoundArgument> arguments)
    {
        switch (function)
        {
            case "RegisterComponents":
                RegisterComponents(module);
                return true;
            case "register_module" or "add_module" when arguments.Count == 3:
                RegisterModule(module, NameOf(arguments[1].Value), arguments[2].Value);
                return true;
            case "register_parameter" when arguments.Count == 3:
                RegisterTensor(module, NameOf(arguments[1].Value), arguments[2].Value, isBuffer: false);
                return true;
            case "register_buffer" when arguments.Count is 3 or 4:
                RegisterTensor(module, NameOf(arguments[1].Value), arguments[2].Value, isBuffer: true, arguments.Count == 3 || arguments[3].Value is Value.Flag { Value: true });
                return true;
            default:
                return false;
        }
    }

    private static string NameOf(Value name) => name is Value.Text text ? text.Value : $"{{{name}}}";

    // Who holds a module has it register its own fields first, unless it has done so; a null takes the name off.
    private void RegisterModule(ConstructedModule owner, string name, Value value)
    {
        if (value is Value.Module { Instance: ConstructedModule module })
        {
            RegisterComponents(module);
            owner.Registration.Add(name, module);
        }
        else if (value is Value.Null)
        {
            owner.Registration.Remove(name);
        }
        else
        {
            owner.Registration.Unknown.Add(name);
        }
    }

    private static void RegisterTensor(ConstructedModule owner, string name, Value value, bool isBuffer, bool isPersistent = true)
    {
        if (value is Value.Tensor or Value.Weight)
        {
            owner.Registration.Add(new(name, value, isBuffer) { IsPersistent = isPersistent });
        }
        else
        {
            owner.Registration.Unknown.Add(name);
        }
    }

    private void RegisterComponents(ConstructedModule module)
    {
        CountStep();
        if (module.Registration.IsComplete)
        {
            return;
        }

        // Before anything else, so that modules that hold one another come to an end.
        module.Registration.By = scope.Class;
        if (module.Container is "ModuleList" or "ModuleDict")
        {
            for (var i = 0; i < module.Items.Count; i++)
            {
                var name = module.Container == "ModuleDict" ? module.ItemNames[i] : i.ToString(CultureInfo.InvariantCulture);
                RegisterModule(module, name, new Value.Module(module.Items[i]));
            }
        }

        foreach (var field in ReflectedFields(module.Class))
        {
            if (!module.Registration.Has(field.ComponentName ?? field.Name))
            {
                RegisterField(module, field);
            }
        }
    }

    private void RegisterField(ConstructedModule module, FieldProgram field)
    {
        var name = field.ComponentName ?? field.Name;
        switch (module.Read(field))
        {
            case Value.Module held:
                RegisterModule(module, name, held);
                break;
            case Value.Tensor tensor:
                RegisterTensor(module, name, tensor, isBuffer: !tensor.IsParameter);
                break;
            case Value.Weight weight:
                RegisterTensor(module, name, weight, weight.Owner.Tensors.FirstOrDefault(t => t.Name == weight.Name) is { IsBuffer: true });
                break;
            case Value.Opaque or Value.Symbol when field.Kind is FieldKind.Module or FieldKind.Tensor:
                module.Registration.Unknown.Add(name);
                break;
        }
    }

    // Reflection gives the fields of a class, then those that it inherits and sees, and private ones of its bases in turn; a name once.
    private IEnumerable<FieldProgram> ReflectedFields(string id)
    {
        var classes = Hierarchy(id).ToList();
        var seen = new HashSet<string>();
        return classes.SelectMany((_, i) => classes.Skip(i).SelectMany((c, k) => c.Fields.Where(f => k == 0 || !f.IsPrivate))).Where(f => seen.Add(f.Name)).ToList();
    }

    // What a container lets do to it, and whether it was done; what comes into it is noted.
    private bool Change(ConstructedModule container, string function, IReadOnlyList<BoundArgument> arguments, Origin at)
    {
        var before = new HashSet<ModuleObject>(container.Items);
        if (!Change(container, function, arguments))
        {
            return false;
        }

        foreach (var added in container.Items.Where(i => !before.Contains(i)))
        {
            container.Registration.Comes(added, at);
        }

        return true;
    }

    private bool Change(ConstructedModule container, string function, IReadOnlyList<BoundArgument> arguments)
    {
        switch (function, arguments.Skip(1).Select(a => a.Value).ToList())
        {
            case ("append" or "Add" or "extend", [var added]):
                Append(container, added);
                return true;
            case ("append" or "Add", [Value.Text or Value.Symbol, _] named):
                Append(container, new Value.Sequence(named, isTuple: true));
                return true;
            case ("append", var several) when container.Container == "ModuleList":
                several.ForEach(a => Append(container, a));
                return true;
            case ("Insert", [Value.Integer at, Value.Module inserted]) when at.Size.IsConstant(out var index) && index >= 0 && index <= container.Items.Count:
                container.Insert((int)index, inserted.Instance);
                return true;
            case ("RemoveAt", [Value.Integer at]) when at.Size.IsConstant(out var index) && index >= 0 && index < container.Items.Count:
                container.Remove((int)index, 1);
                return true;
            case ("Clear" or "clear", []):
                container.Remove(0, container.Items.Count);
                return true;
            default:
                return false;
        }
    }

    private void PutInto(ConstructedModule container, Expression.Element place, ModuleObject module)
    {
        container.Registration.Comes(module, At(place));
        if (Evaluate(place.Index) is Value.Text key)
        {
            for (var i = 0; i < container.Items.Count; i++)
            {
                if (container.ItemNames[i] == key.Value)
                {
                    container.Replace(i, module);
                }
            }
        }
        else if (Position(place, container.Items.Count) is { } index)
        {
            container.Replace(index, module);
        }
    }

    private static Value? Entry(ModuleObject dictionary, string key)
    {
        for (var i = 0; i < dictionary.Items.Count; i++)
        {
            if (dictionary.ItemNames[i] == key)
            {
                return new Value.Module(dictionary.Items[i]);
            }
        }

        return null;
    }
}
