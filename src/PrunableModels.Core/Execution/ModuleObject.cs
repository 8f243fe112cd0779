using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>A parameter or buffer of a layer.</summary>
/// <param name="Name">Its name in the layer.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="IsBuffer">Whether it is a buffer.</param>
/// <param name="Path">State-dict path, where it is not the layer's own: a tensor that several layers share has one path.</param>
public sealed record TensorSlot(string Name, IReadOnlyList<Size> Shape, bool IsBuffer, string? Path = null)
{
    /// <summary>Whether it is known to hold whole numbers, which choose positions where it is an index.</summary>
    public bool IsIntegral { get; init; }

    /// <summary>Whether the shape is known; the slots of modules have one.</summary>
    internal bool HasShape { get; init; } = true;
}

/// <summary>
/// A module as inference sees it. At compile time it is what a constructor's program made; when linked it is a view of the live
/// instance. This is the whole difference between the two environments.
/// </summary>
public abstract class ModuleObject
{
    /// <summary>The class: of TorchSharp by its own name (<c>Conv2d</c>), a user's by its metadata name.</summary>
    public abstract string Class { get; }

    /// <summary>The container of TorchSharp that it is or derives from, or null.</summary>
    public virtual string? Container => LayerTable.IsContainer(Class) ? Class : null;

    /// <summary>State-dict path, empty for the model itself.</summary>
    public abstract string Path { get; }

    /// <summary>Why the author wants its structures kept, or null.</summary>
    public string? KeepDense { get; set; }

    /// <summary>Whether its author offers what it gives for erasing, although it has no parameters: through a gate.</summary>
    public bool IsErasable { get; set; }

    /// <summary>Why it can have no gate; null where it can.</summary>
    public virtual string? WhyNoGate => null;

    /// <summary>For a layer of TorchSharp, its arguments by the names of its factory's parameters.</summary>
    public abstract Attributes Attributes { get; }

    /// <summary>For a layer of TorchSharp, its parameters and buffers.</summary>
    public abstract IReadOnlyList<TensorSlot> Tensors { get; }

    /// <summary>For a container of TorchSharp, its modules in order.</summary>
    public abstract IReadOnlyList<ModuleObject> Items { get; }

    /// <summary>The names of these modules, by which a dictionary holds them.</summary>
    public abstract IReadOnlyList<string> ItemNames { get; }

    /// <summary>Whether the module was registered: else its parameters have no path, and are neither trained nor pruned.</summary>
    public abstract bool IsRegistered { get; }

    /// <summary>Whether compaction may put an instance of another class in its place: nothing holds it that only its own class fits.</summary>
    public abstract bool CanBeExchanged { get; }

    /// <summary>Whether a field of it holds a number that compaction may set to another.</summary>
    public abstract bool CanSet(string field);

    /// <summary>Whether a field of it holds a whole number of its own, which compaction may set to what is left of the extent that it is.</summary>
    public abstract bool CanResize(string field);

    /// <summary>What a field or property of the instance holds.</summary>
    public abstract Value Read(FieldProgram field);

    /// <summary>Whether it is of a type, by the name that <see cref="ValueTypes"/> says; null where it does not tell.</summary>
    public virtual bool? Is(string type) => null;

    /// <summary>The modules registered in it, by name and in the order of registration; null where that is not known.</summary>
    /// <param name="declared">The fields of its class, in the order of declaration.</param>
    public virtual IReadOnlyList<(string Name, ModuleObject Module)>? Children(IEnumerable<FieldProgram> declared) => null;

    /// <summary>What a static field of a class holds where the model is, or null where that cannot be told.</summary>
    public virtual Value? ReadStatic(string @class, string field) => null;

    /// <summary>State-dict path of a member.</summary>
    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
