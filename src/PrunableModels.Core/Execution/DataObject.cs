using System;
using System.Collections.Generic;

namespace PrunableModels.Core;

/// <summary>
/// An object of a class that is no module, such as a configuration. At compile time a constructor's program made it; when linked it
/// is a view of the live one. What programs assign to its members is kept where they run.
/// </summary>
public abstract class DataObject
{
    /// <summary>The class, by its metadata name.</summary>
    public abstract string Class { get; }

    /// <summary>What it is called in reasons: where it was found, such as <c>blocks.0.config</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it is copied where it is assigned, because its type is a struct.</summary>
    public abstract bool IsStruct { get; }

    /// <summary>What a field or property of the instance holds, or null where that cannot be told.</summary>
    public abstract Value? Read(string member);
}

/// <summary>An object that a program made.</summary>
/// <param name="class">The class.</param>
/// <param name="name">What it is called in reasons.</param>
/// <param name="isStruct">Whether it is copied where it is assigned.</param>
/// <param name="original">The object that it was copied from, or null.</param>
internal sealed class ConstructedObject(string @class, string name, bool isStruct, DataObject? original = null) : DataObject
{
    private readonly Dictionary<string, Value> held = new(StringComparer.Ordinal);

    public override string Class => @class;

    public override string Name => name;

    public override bool IsStruct => isStruct;

    /// <summary>Whether the caller of the model has it too.</summary>
    public bool IsGiven { get; init; }

    /// <summary>What was assigned to its fields, in the order of the first assignments.</summary>
    public IEnumerable<Value> Held => held.Values;

    /// <summary>Notes what is assigned to a field.</summary>
    public void Hold(string field, Value value) => held[field] = value;

    public override Value? Read(string member) => original?.Read(member);
}
