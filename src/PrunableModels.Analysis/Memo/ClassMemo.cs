using System.Collections.Generic;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>What is kept of a class that was read: no symbols and no syntax, so that it outlives the compilation.</summary>
/// <param name="Key">The class.</param>
/// <param name="Path">The class as its declarations spell it.</param>
/// <param name="Visible">The names that its reading depended on.</param>
/// <param name="Programs">Its program; of a class without source all that it carries, the class's own first.</param>
/// <param name="References">The classes that it refers to, in the order in which they are read.</param>
/// <param name="Implemented">The simple names of the types of which it depends on what implements them.</param>
/// <param name="Members">The names of members that its methods mention.</param>
/// <param name="Fields">Its fields that generated code may have to read.</param>
internal sealed record ClassMemo(
    ClassKey Key,
    string Path,
    VisibleNames Visible,
    IReadOnlyList<ClassProgram> Programs,
    IReadOnlyList<ClassKey> References,
    IReadOnlyCollection<string> Implemented,
    IReadOnlyCollection<string> Members,
    IReadOnlyList<ReadableField> Fields);

/// <summary>A class: its metadata name, and its assembly where that is not the one that is compiled.</summary>
internal sealed record ClassKey(string Id, string? Assembly);

/// <summary>A field, and from where it can be named.</summary>
/// <param name="Accessor">How generated code reads it.</param>
/// <param name="NamedFrom">The classes inside which it can be named; null where it can be named everywhere.</param>
internal sealed record ReadableField(FieldAccessor Accessor, IReadOnlyCollection<string>? NamedFrom)
{
    /// <summary>The name by which programs mention it: the property's where it is a property's field.</summary>
    public string Mentioned { get; init; } = "";
}

/// <summary>A model that was composed, and the classes that it is composed of.</summary>
internal sealed record ModelMemo(ModelSource Source, IReadOnlyList<ClassKey> Classes);
