using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>The members of a class that generated code can read, from inside a model: fields, and where there is no source the public members.</summary>
internal static class ReadableFields
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>The members, whichever model it is that reads them.</summary>
    public static IEnumerable<ReadableField> Of(INamedTypeSymbol type, TorchSymbols symbols)
    {
        // Accessors of private state cannot be written for generic classes.
        if (type.IsGenericType || symbols.IsTorch(type) || type.TypeKind == TypeKind.Enum)
        {
            return [];
        }

        return type.DeclaringSyntaxReferences.Length == 0
            ? type.GetMembers().Where(m => m.DeclaredAccessibility == Accessibility.Public).Select(m => Public(type, m)).OfType<ReadableField>()
            : type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsConst && !PrimaryParameters.IsField(f) && IsValue(f.Type, symbols)).Select(f => Field(type, f)).OfType<ReadableField>().Concat(Captured(type, symbols));
    }

    /// <summary>Whether a field can be read by code inside a class.</summary>
    public static bool CanBeReadIn(this ReadableField field, string root) => field.NamedFrom is null || field.NamedFrom.Contains(root);

    private static ReadableField? Field(INamedTypeSymbol type, IFieldSymbol field)
    {
        var access = !field.IsStatic ? FieldAccess.Field
            : (field.AssociatedSymbol ?? field).DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal ? FieldAccess.StaticMember
            : FieldAccess.StaticField;

        // A static class cannot be the parameter of an accessor.
        return type.IsStatic && access == FieldAccess.StaticField ? null
            : Readable(type, field.Name, field.Type, access) with { Mentioned = field.AssociatedSymbol?.Name ?? field.Name };
    }

    private static ReadableField? Public(INamedTypeSymbol type, ISymbol member) => member switch
    {
        IPropertySymbol { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public } property when IsNameable(property.Type) =>
            Readable(type, property.Name, property.Type, property.IsStatic ? FieldAccess.StaticMember : FieldAccess.Member),
        IFieldSymbol { IsConst: false } field when IsNameable(field.Type) => Readable(type, field.Name, field.Type, field.IsStatic ? FieldAccess.StaticMember : FieldAccess.Member),
        _ => null,
    };

    // Parameters of a primary constructor are fields where methods use them.
    private static IEnumerable<ReadableField> Captured(INamedTypeSymbol type, TorchSymbols symbols) => type.InstanceConstructors
        .SelectMany(c => c.Parameters)
        .Where(p => PrimaryParameters.IsOf(type, p) && IsValue(p.Type, symbols))
        .Select(p => Readable(type, PrimaryParameters.FieldOf(p), p.Type, FieldAccess.Field));

    private static ReadableField Readable(INamedTypeSymbol type, string name, ITypeSymbol fieldType, FieldAccess access) => new(
        new(type.ToDisplayString(Qualified), MetadataNames.Of(type), name, fieldType.ToDisplayString(Qualified), access, type.IsValueType),
        Both(NamedFrom(type), Parts(fieldType).Aggregate((HashSet<string>?)null, (all, part) => Both(all, NamedFrom(part)))))
    {
        Mentioned = name,
    };

    // Modules and tensors are found by their registered names.
    private static bool IsValue(ITypeSymbol type, TorchSymbols symbols) => !symbols.IsModule(type) && !symbols.IsTensor(type) && IsNameable(type);

    private static bool IsNameable(ITypeSymbol type) => !type.IsRefLikeType
        && Parts(type).All(t => t.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Enum or TypeKind.Delegate && !t.IsAnonymousType);

    // The named types that the name of a type is made of.
    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.SelectMany(e => Parts(e.Type)),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(Parts).Prepend(named),
        _ => [type],
    };

    // Generated code stands inside the root: it can write the names that are visible there.
    private static HashSet<string>? NamedFrom(ITypeSymbol type)
    {
        var places = new HashSet<string>();
        for (var current = type as INamedTypeSymbol; current is not null; current = current.ContainingType)
        {
            places.Add(MetadataNames.Of(current));
            if (current.ContainingType is { } outer)
            {
                places.Add(MetadataNames.Of(outer));
            }

            if (current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected)
            {
                return places;
            }
        }

        return null;
    }

    private static HashSet<string>? Both(HashSet<string>? one, HashSet<string>? other)
    {
        if (one is not null && other is not null)
        {
            one.IntersectWith(other);
        }

        return one ?? other;
    }
}
