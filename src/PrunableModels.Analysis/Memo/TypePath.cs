using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrunableModels.Analysis;

/// <summary>Names of types as their declarations spell them: all parts of one type have the same.</summary>
internal static class TypePath
{
    /// <summary>Such as <c>Zoo.ResNet+BasicBlock</c>, with the number of type parameters where there are any.</summary>
    public static string Of(TypeDeclarationSyntax type)
    {
        var name = type.TypeParameterList is { Parameters.Count: > 0 and var arity } ? $"{type.Identifier.ValueText}`{arity}" : type.Identifier.ValueText;
        return type.Parent switch
        {
            TypeDeclarationSyntax outer => $"{Of(outer)}+{name}",
            BaseNamespaceDeclarationSyntax space => $"{Of(space)}.{name}",
            _ => name,
        };
    }

    /// <summary>The full name of a namespace.</summary>
    public static string Of(BaseNamespaceDeclarationSyntax space)
    {
        var name = string.Join(".", Parts(space.Name));
        return space.Parent is BaseNamespaceDeclarationSyntax outer ? $"{Of(outer)}.{name}" : name;
    }

    private static System.Collections.Generic.IEnumerable<string> Parts(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => [.. Parts(qualified.Left), .. Parts(qualified.Right)],
        SimpleNameSyntax simple => [simple.Identifier.ValueText],
        _ => [name.ToString()],
    };
}
