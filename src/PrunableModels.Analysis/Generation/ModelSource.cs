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

/// <summary>A scalar field that generated code reads.</summary>
/// <param name="Type">The declaring class, fully qualified.</param>
/// <param name="Name">The field.</param>
/// <param name="FieldType">The field's type, fully qualified.</param>
/// <param name="IsEnum">Whether the value is passed on as the name of an enumeration's member.</param>
internal sealed record FieldAccessor(string Type, string Name, string FieldType, bool IsEnum);
