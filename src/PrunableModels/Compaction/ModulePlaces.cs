using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Utils;

namespace PrunableModels;

/// <summary>A place that holds a module.</summary>
/// <param name="Type">What the place can hold; null where its content cannot be exchanged.</param>
/// <param name="Set">Puts another module there.</param>
internal sealed record ModulePlace(Type? Type, Action<torch.nn.Module> Set);

/// <summary>
/// Finds every place of a live model that holds a module: registrations, fields of modules and of the objects that they hold, elements
/// of arrays, lists and dictionaries. The private lists of TorchSharp's own containers are fields like any other.
/// </summary>
internal sealed class ModulePlaces
{
    private readonly Dictionary<torch.nn.Module, List<(torch.nn.Module Owner, ModulePlace Place)>> found = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> visited = new(ReferenceEqualityComparer.Instance);
    private readonly LiveModel live;
    private torch.nn.Module owner;

    /// <summary>Finds them, all at once: a model has as many modules to ask for as to look into.</summary>
    public ModulePlaces(LiveModel live)
    {
        this.live = live;
        owner = live.Root.Module;
        foreach (var holder in live.Modules)
        {
            visited.Clear();
            owner = holder.Module;
            Registrations(owner);
            Fields(owner);
        }
    }

    /// <summary>The places that hold a module, other than in itself.</summary>
    public IReadOnlyList<ModulePlace> Of(torch.nn.Module module) =>
        found.TryGetValue(module, out var places) ? [.. places.Where(p => p.Owner != module).Select(p => p.Place)] : [];

    private void Registrations(torch.nn.Module module)
    {
        var children = Submodules(module);
        foreach (var name in children.Keys)
        {
            Found(children[name], new(typeof(torch.nn.Module), by => children[name] = by));
        }
    }

    private void Found(torch.nn.Module module, ModulePlace place)
    {
        if (!found.TryGetValue(module, out var places))
        {
            found.Add(module, places = []);
        }

        places.Add((owner, place));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "TorchSharp reflects over the same fields of every module to register what they hold.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "TorchSharp reflects over the same fields of every module to register what they hold.")]
    private void Fields(object holder)
    {
        if (!visited.Add(holder))
        {
            return;
        }

        for (var type = holder.GetType(); type is not null && type != typeof(torch.nn.Module) && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                // What a copy of a value holds would change in the copy alone.
                Content(field.GetValue(holder), holder is ValueType ? null : field.FieldType, by => field.SetValue(holder, by));
            }
        }
    }

    private void Content(object? content, Type? place, Action<torch.nn.Module> set)
    {
        switch (content)
        {
            case null or string or torch.Tensor or Type or Pointer:
                break;
            case torch.nn.Module held:
                Held(held, place, set);
                break;
            case IList list:
                for (var i = 0; i < list.Count; i++)
                {
                    var index = i;
                    Content(list[i], list.IsReadOnly ? null : ElementType(list), by => list[index] = by);
                }

                break;
            case IDictionary dictionary:
                foreach (var key in dictionary.Keys.Cast<object>().ToList())
                {
                    Content(dictionary[key], dictionary.IsReadOnly ? null : ValueType(dictionary), by => dictionary[key] = by);
                }

                break;
            case ITuple tuple:
                Fixed(Enumerable.Range(0, tuple.Length).Select(i => tuple[i]));
                break;
            case Delegate function:
                Fixed(function.GetInvocationList().Select(f => f.Target));
                break;
            case IEnumerable items when items.GetType().Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true:
                Fixed(items.Cast<object?>());
                break;
            case var other when IsOfUser(other.GetType()):
                Fields(other);
                break;
        }
    }

    private void Held(torch.nn.Module held, Type? place, Action<torch.nn.Module> set)
    {
        Found(held, new(place, set));
        if (held is IEnumerable && live.Find(held) is null)
        {
            // A container that is not registered, such as a list of modules that are registered one by one.
            (owner, var outer) = (held, owner);
            Fields(held);
            owner = outer;
        }
    }

    private void Fixed(IEnumerable<object?> items)
    {
        foreach (var item in items)
        {
            Content(item, null, _ => { });
        }
    }

    private static Type ElementType(IList list) =>
        list.GetType().GetElementType() ?? (list.GetType() is { IsGenericType: true } type ? type.GetGenericArguments()[0] : typeof(object));

    private static Type ValueType(IDictionary dictionary) =>
        dictionary.GetType() is { IsGenericType: true } type && type.GetGenericArguments() is [_, var value] ? value : typeof(object);

    // What the library knows of a model is no place in it.
    private static bool IsOfUser(Type type) =>
        type.Assembly != typeof(ModulePlaces).Assembly && type.Assembly != typeof(Core.ModuleObject).Assembly && !type.IsPrimitive && !type.IsEnum && type.Namespace?.Split('.')[0] is not ("System" or "Microsoft" or "TorchSharp");

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_internal_submodules")]
    private static extern ref OrderedDict<string, torch.nn.Module> Submodules(torch.nn.Module module);
}
