using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrunableModels.Analysis;

/// <summary>Parameters of primary constructors: where methods use one, the compiler keeps it in a field.</summary>
internal static class PrimaryParameters
{
    /// <summary>Whether it is a parameter of the class's primary constructor.</summary>
    public static bool IsOf(INamedTypeSymbol type, IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences: [var declaration] } constructor
        && SymbolEqualityComparer.Default.Equals(constructor.ContainingType, type)
        && declaration.GetSyntax() is TypeDeclarationSyntax;

    /// <summary>The field's name.</summary>
    public static string FieldOf(IParameterSymbol parameter) => $"<{parameter.Name}>P";
}
