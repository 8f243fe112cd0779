using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrunableModels.Analysis;

/// <summary>The names by which declarations are found.</summary>
internal static class DeclarationNames
{
    /// <summary>The name; one that cannot be written for what has none.</summary>
    public static string Of(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        ConstructorDeclarationSyntax or DestructorDeclarationSyntax => DeclarationKey.Constructor,
        IndexerDeclarationSyntax => DeclarationKey.Indexer,
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => DeclarationKey.Operator,
        _ => DeclarationKey.Incomplete,
    };

    /// <summary>Whether it is an extension method.</summary>
    public static bool IsExtension(MemberDeclarationSyntax member) =>
        member is MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] } && first.Modifiers.Any(SyntaxKind.ThisKeyword);
}
