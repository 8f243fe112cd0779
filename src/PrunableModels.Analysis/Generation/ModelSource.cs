using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>What the generator keeps of an annotated class: equal by value, without symbols, syntax or positions.</summary>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="Namespace">The namespace, empty for the global one.</param>
/// <param name="Containers">The containing types, the outermost first, as partial declarations.</param>
/// <param name="Declaration">The class as a partial declaration.</param>
/// <param name="Program">The program of the model.</param>
/// <param name="Accessors">The fields that linking reads from live modules.</param>
internal sealed record ModelSource(
    string HintName,
    string Namespace,
    EquatableArray<string> Containers,
    string Declaration,
    ModelProgram Program,
    EquatableArray<FieldAccessor> Accessors)
{
    /// <summary>Whether a base class is prunable too.</summary>
    public bool HasPrunableBase { get; init; }
}

/// <summary>A member that generated code reads.</summary>
/// <param name="Type">The declaring class, fully qualified.</param>
/// <param name="Class">The declaring class, by its metadata name.</param>
/// <param name="Name">The field, or where there is no source the property.</param>
/// <param name="FieldType">The member's type, fully qualified.</param>
/// <param name="Access">How it is read.</param>
/// <param name="IsStruct">Whether the declaring type is a struct.</param>
internal sealed record FieldAccessor(string Type, string Class, string Name, string FieldType, FieldAccess Access, bool IsStruct);

/// <summary>How generated code reads a member.</summary>
internal enum FieldAccess
{
    /// <summary>A field of an instance, whatever its accessibility.</summary>
    Field,

    /// <summary>A public member of an instance.</summary>
    Member,

    /// <summary>A static field, whatever its accessibility.</summary>
    StaticField,

    /// <summary>A static member that can be named.</summary>
    StaticMember,
}
