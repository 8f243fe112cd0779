using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>The scalar fields of a class that generated code can read, from inside a model.</summary>
internal static class ReadableFields
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>The fields, whichever model it is that reads them.</summary>
    public static IEnumerable<ReadableField> Of(INamedTypeSymbol type) =>
        from field in type is { IsGenericType: false, IsStatic: false } ? type.GetMembers().OfType<IFieldSymbol>() : []
        where !field.IsStatic && IsScalar(field.Type)
        select new ReadableField(
            new(type.ToDisplayString(Qualified), field.Name, field.Type.ToDisplayString(Qualified), field.Type.TypeKind == TypeKind.Enum),
            Both(NamedFrom(type), NamedFrom(Named(field.Type))));

    /// <summary>Whether a field can be read by code inside a class.</summary>
    public static bool CanBeReadIn(this ReadableField field, string root) => field.NamedFrom is null || field.NamedFrom.Contains(root);

    private static bool IsScalar(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } => true,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } => IsScalar(inner),
        _ => type.TypeKind == TypeKind.Enum || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String,
    };

    private static ITypeSymbol Named(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } => inner,
        _ => type,
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

    private static IReadOnlyCollection<string>? Both(HashSet<string>? one, HashSet<string>? other)
    {
        if (one is not null && other is not null)
        {
            one.IntersectWith(other);
        }

        return one ?? other;
    }
}
