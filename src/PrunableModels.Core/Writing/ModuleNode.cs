using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PrunableModels.Core;

/// <summary>A module that the execution used, in the tree that the state dict's names span.</summary>
internal sealed class ModuleNode(string path, string name)
{
    public string Path { get; } = path;

    /// <summary>The last part of the path: the member or the place in a container.</summary>
    public string Name { get; } = name;

    /// <summary>The module; null for one that only its children show.</summary>
    public ModuleObject? Module { get; set; }

    /// <summary>The modules below, in order of first use; those of a container in its order.</summary>
    public List<ModuleNode> Children { get; } = [];

    /// <summary>The parameters and buffers of its own that were used, for a user's class.</summary>
    public List<TensorLeaf> Tensors { get; } = [];

    /// <summary>The calls.</summary>
    public List<Frame> Frames { get; } = [];

    /// <summary>How a container is written, once that is decided.</summary>
    public ContainerInitializer? Container { get; set; }

    /// <summary>Where it is used first.</summary>
    public Origin? Origin { get; set; }

    public bool IsLayer => Module is not null && LayerTable.Find(Module.Class) is not null;

    /// <summary>Whether it is a container: one that was called, or one whose modules the code takes out by their number.</summary>
    public bool IsContainer => Module is null ? Children.Count > 0 && Children.All(c => c.Index is not null) : LayerTable.IsContainer(Module.Class);

    /// <summary>Whether its calls return what they are given, such as a drop path with probability zero: no code is needed for it.</summary>
    public bool DoesNothing => !IsContainer && Frames.Count > 0 && Frames.All(f => f.Steps.Count == 0 && f.Outputs.Count == 1 && f.Inputs.Select(i => i.Value).SequenceEqual(f.Outputs));

    /// <summary>The place in a container, where the name is one.</summary>
    public int? Index => int.TryParse(Name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    /// <summary>The modules of a container in their places; null where nothing uses the place.</summary>
    public IReadOnlyList<ModuleNode?> Places() => Module is not null
        ? Children
        : [.. Enumerable.Range(0, Children.Max(c => c.Index!.Value) + 1).Select(i => Children.FirstOrDefault(c => c.Index == i))];
}
