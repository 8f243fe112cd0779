using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace PrunableModels;

/// <summary>
/// Exchanges modules of a live model for others in every place that holds them, and puts them back exactly. The order of the state
/// dict stays; the modules' own contents are the caller's business.
/// </summary>
internal sealed class ModuleExchange(LiveModel live)
{
    private readonly Lazy<ModulePlaces> places = new(() => new(live));
    private readonly List<Action> restore = [];

    /// <summary>Whether every place that holds a module can hold one of another class: a field declared with the exact class cannot.</summary>
    public bool CanReplace(torch.nn.Module old, Type by) => places.Value.Of(old) is { Count: > 0 } held && held.All(p => p.Type?.IsAssignableFrom(by) == true);

    /// <summary>Puts a module in the place of another, in the other's mode.</summary>
    /// <exception cref="InvalidOperationException">A place cannot hold the new module; nothing was changed.</exception>
    public void Replace(torch.nn.Module old, torch.nn.Module by)
    {
        var held = places.Value.Of(old);
        if (held.Count == 0 || held.Any(p => p.Type?.IsInstanceOfType(by) != true))
        {
            throw new InvalidOperationException($"{live.Find(old)?.Path ?? old.GetName()} cannot be exchanged for a {by.GetType().Name}: a place that holds it cannot hold that, or none was found.");
        }

        // As on registration: a class that does not register its own fields has them registered by who holds it.
        RegisterComponents(by);
        by.train(old.training);
        foreach (var place in held)
        {
            restore.Add(() => place.Set(old));
            place.Set(by);
        }
    }

    /// <summary>Every module back in its places.</summary>
    public void Restore()
    {
        foreach (var undo in restore.AsEnumerable().Reverse())
        {
            undo();
        }

        restore.Clear();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "RegisterComponents")]
    private static extern void RegisterComponents(torch.nn.Module module);
}
