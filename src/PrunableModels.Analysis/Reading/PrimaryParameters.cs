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

    /// <summary>Whether it is such a field; whether the compiler shows it depends on its version and on what it has looked at.</summary>
    public static bool IsField(IFieldSymbol field) => field.Name.StartsWith("<", System.StringComparison.Ordinal) && field.Name.EndsWith(">P", System.StringComparison.Ordinal);

    /// <summary>The field's name.</summary>
    public static string FieldOf(IParameterSymbol parameter) => $"<{parameter.Name}>P";
}
