using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>
/// What of the parameters that constructors made TorchSharp does not know. Only what is certain is found: of a module that was given to
/// unknown code, which may have registered what it holds, nothing is said.
/// </content>
internal sealed partial class Interpreter
{
    /// <summary>Whether a model leaves parameters unregistered: asked before anybody registers what it has left.</summary>
    public RegistrationFinding? MissingRegistration(ConstructedModule module, string by = "")
    {
        if (module.Registration is { IsComplete: true } or { IsUncertain: true } || module.DerivedFrom is not null || program.Find(module.Class) is null)
        {
            return null;
        }

        var registered = new HashSet<ConstructedModule>();
        Reach(module, registered);
        return ReflectedFields(module.Class).Any(f => IsLost(module, f, m => registered.Contains(m))) ? new(RegistrationProblem.Missing, module.Class, "", by, null) : null;
    }

    /// <summary>What a model that has its paths holds and has not registered.</summary>
    public IEnumerable<RegistrationFinding> Unregistered(ConstructedModule root)
    {
        var registered = new HashSet<ConstructedModule>();
        Reach(root, registered);
        foreach (var module in registered.Where(m => m.Registration is { IsUncertain: false }))
        {
            foreach (var item in module.Items.OfType<ConstructedModule>().Where(i => !i.HasPath && !i.Registration.IsUncertain && HasParameters(i)))
            {
                if (module.Registration.Comer(item) is { } late)
                {
                    yield return new(RegistrationProblem.LateItem, module.Class, "", late.By, late.At);
                }
            }

            foreach (var child in module.Container == "Sequential" ? module.Items.OfType<ConstructedModule>() : [])
            {
                if (MissingRegistration(child, "Sequential") is { } missing)
                {
                    yield return missing;
                }
            }

            foreach (var field in module.DerivedFrom is null ? ReflectedFields(module.Class) : [])
            {
                if (module.Registration.IsComplete && Unregistered(module, field) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    /// <summary>What a model has registered and its <c>forward</c> has not used.</summary>
    public IEnumerable<RegistrationFinding> Unused(ConstructedModule root)
    {
        var used = new HashSet<ModuleObject>(Graph.Nodes.Select(n => n.Layer).Concat(Graph.Leaves.Select(v => v.Leaf!.Owner)).OfType<ModuleObject>());
        var registered = new HashSet<ConstructedModule>();
        Reach(root, registered);
        return from module in registered
               from field in ReflectedFields(module.Class)
               where module.Read(field) is Value.Module { Instance: ConstructedModule { HasPath: true } held } && HasParameters(held) && !Inside(held).Any(used.Contains)
               select new RegistrationFinding(RegistrationProblem.Unused, Declaring(module.Class, field), field.Name, "", null);
    }

    private static IEnumerable<ConstructedModule> Inside(ConstructedModule module)
    {
        var inside = new HashSet<ConstructedModule>();
        Reach(module, inside);
        return inside;
    }

    private static void Reach(ConstructedModule module, HashSet<ConstructedModule> reached)
    {
        if (reached.Add(module))
        {
            foreach (var (_, child) in module.NamedChildren)
            {
                Reach(child, reached);
            }
        }
    }

    private RegistrationFinding? Unregistered(ConstructedModule module, FieldProgram field)
    {
        if (field.IsStatic || !IsLost(module, field, m => m.HasPath))
        {
            return null;
        }

        var at = Declaring(module.Class, field);
        return field.Kind == FieldKind.Other ? new(RegistrationProblem.Collection, at, field.Name, "", null)
            : module.Registration.Comer(field.Name) is { } late ? new(RegistrationProblem.LateField, at, field.Name, late.By, late.At)
            : null;
    }

    private string Declaring(string id, FieldProgram field) => Hierarchy(id).First(c => c.Fields.Any(f => ReferenceEquals(f, field))).Id;

    private bool IsLost(ConstructedModule module, FieldProgram field, System.Func<ConstructedModule, bool> isRegistered) => !field.IsStatic && module.Read(field) switch
    {
        Value.Tensor { IsParameter: true } parameter => module.Registration.Tensors.All(t => ConstructedModule.Identity(t.Tensor) != ConstructedModule.Identity(parameter)) && placement?.Find(parameter) is null,
        var value => Held(value, []).Any(m => !isRegistered(m) && !m.Registration.IsUncertain && HasParameters(m)),
    };

    // The modules in a value, also those in lists and in objects that are no modules.
    private static IEnumerable<ConstructedModule> Held(Value value, HashSet<DataObject> seen) => value switch
    {
        Value.Module { Instance: ConstructedModule module } => [module],
        Value.Sequence list => list.Items.SelectMany(i => Held(i, seen)),
        Value.Table table => table.Entries.SelectMany(e => Held(e.Value, seen)),
        Value.Object { Instance: ConstructedObject made } when seen.Add(made) => made.Held.ToList().SelectMany(v => Held(v, seen)),
        _ => [],
    };

    private bool HasParameters(ConstructedModule module) => HasParameters(module, []);

    private bool HasParameters(ConstructedModule module, HashSet<ConstructedModule> seen) => seen.Add(module)
        && (module.OwnTensors.Any(t => !t.IsBuffer)
            || module.Items.OfType<ConstructedModule>().Any(i => HasParameters(i, seen))
            || ReflectedFields(module.Class).Select(module.Read).Any(v => v is Value.Tensor { IsParameter: true } || Held(v, []).Any(m => HasParameters(m, seen))));

    private static bool IsTorch(string function) => function.IndexOf('.') is var dot and > 0 && function.Substring(0, dot) is "Module" or "nn" or "init" or "torch" or "Tensor";

    // What code of which nothing is known is given, it may register.
    private void GivenAway(IEnumerable<Value> values)
    {
        foreach (var module in isForward ? [] : values.SelectMany(v => Held(v, [])))
        {
            module.Registration.IsUncertain = true;
        }
    }
}
