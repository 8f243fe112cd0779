using System.Collections.Generic;
using System.Linq;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>Writes how linking reads the state of live objects: a switch over classes and members, and accessors of what is private.</summary>
internal static class AccessorEmitter
{
    private const string Unsafe = "global::System.Runtime.CompilerServices.UnsafeAccessor";

    /// <summary>Writes the reader.</summary>
    public static void Emit(SourceWriter writer, IReadOnlyList<FieldAccessor> accessors)
    {
        if (accessors.Count == 0)
        {
            writer.Line("private static object? ReadGeneratedField(object? owner, string field) => global::PrunableModels.Pruning.Unreadable;");
            return;
        }

        writer.Line("private static object? ReadGeneratedField(object? owner, string field) => (owner, field) switch");
        writer.Line("{");
        writer.Indented(() =>
        {
            foreach (var accessor in accessors)
            {
                writer.Line($"{Pattern(accessor)} => {Read(accessor)},");
            }

            writer.Line("_ => global::PrunableModels.Pruning.Unreadable,");
        });
        writer.Line("};");
        foreach (var accessor in accessors.Where(a => a.Access is FieldAccess.Field or FieldAccess.StaticField))
        {
            var isStatic = accessor.Access == FieldAccess.StaticField;
            writer.Line();
            writer.Line($"[{Unsafe}({Unsafe}Kind.{(isStatic ? "StaticField" : "Field")}, Name = {ModelEmitter.Literal(accessor.Name)})]");
            writer.Line($"private static extern ref {accessor.FieldType} {Name(accessor)}({(accessor.IsStruct && !isStatic ? "ref " : "")}{accessor.Type}{(isStatic && !accessor.IsStruct ? "?" : "")} owner);");
        }
    }

    // A static member has no owner; its class stands before its name.
    private static string Pattern(FieldAccessor accessor) => accessor.Access is FieldAccess.StaticField or FieldAccess.StaticMember
        ? $"(null, {ModelEmitter.Literal($"{accessor.Class}:{accessor.Name}")})"
        : $"({accessor.Type} m, {ModelEmitter.Literal(accessor.Name)})";

    private static string Read(FieldAccessor accessor) => accessor.Access switch
    {
        FieldAccess.Field => $"{Name(accessor)}({(accessor.IsStruct ? "ref " : "")}m)",
        FieldAccess.StaticField => $"{Name(accessor)}({(accessor.IsStruct ? $"default({accessor.Type})" : "null")})",
        FieldAccess.StaticMember => $"{accessor.Type}.{Identifier(accessor.Name)}",
        _ => $"m.{Identifier(accessor.Name)}",
    };

    // A property is read by its name; names that are keywords need their sign.
    private static string Identifier(string name) => "@" + (name[0] == '<' ? name.Substring(1, name.IndexOf('>') - 1) : name);

    private static string Name(FieldAccessor accessor) =>
        $"{TypeIds.Short(accessor.Class)}_{string.Concat(accessor.Name.Select(c => char.IsLetterOrDigit(c) ? c : '_'))}";
}
