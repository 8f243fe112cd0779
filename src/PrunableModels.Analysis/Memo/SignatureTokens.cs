using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrunableModels.Analysis;

/// <summary>The tokens of a declaration that others can depend on.</summary>
internal static class SignatureTokens
{
    /// <summary>Adds the tokens to a hash and the names among them to a set; in the place of what is left out stands a mark.</summary>
    public static void Take(SyntaxNode node, ref ContentHasher hasher, ISet<string> names)
    {
        hasher.Add(Errors(node));
        foreach (var child in node.ChildNodesAndTokens())
        {
            if (child.AsNode() is not { } inner)
            {
                TakeToken(child.AsToken(), ref hasher, names);
            }
            else if (IsLeftOut(inner))
            {
                hasher.Add((ulong)inner.RawKind);
                hasher.Add(MakesField(inner) ? 1UL : 0);
            }
            else
            {
                Take(inner, ref hasher, names);
            }
        }
    }

    /// <summary>Adds a token: its text, and its name if it is one. In attributes, texts can be names as well.</summary>
    public static void TakeToken(SyntaxToken token, ref ContentHasher hasher, ISet<string> names)
    {
        hasher.Add((ulong)token.RawKind);
        hasher.Add(token.Text);
        hasher.Add(token.ContainsDiagnostics ? (ulong)token.GetDiagnostics().Count() : 0);
        TakeNames(token, names);
    }

    /// <summary>Adds the name of a token if it is one. In attributes, texts can be names as well.</summary>
    public static void TakeNames(SyntaxToken token, ISet<string> names)
    {
        if (token.IsKind(SyntaxKind.IdentifierToken))
        {
            names.Add(token.ValueText);
        }
        else if (token.Value is string text && token.Parent?.FirstAncestorOrSelf<AttributeListSyntax>() is not null)
        {
            names.UnionWith(Regex.Matches(text, @"\w+").Cast<Match>().Select(m => m.Value));
        }
    }

    // What the parser says of the node itself: a constant of a broken declaration has no value.
    private static ulong Errors(SyntaxNode node) =>
        node.ContainsDiagnostics ? (ulong)(node.GetDiagnostics().Count() - node.ChildNodesAndTokens().Sum(c => c.ContainsDiagnostics ? c.GetDiagnostics().Count() : 0)) : 0;

    private static bool IsLeftOut(SyntaxNode node) => node switch
    {
        // Types inside are declarations of their own.
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => true,
        BlockSyntax { Parent: not AnonymousFunctionExpressionSyntax } or ArrowExpressionClauseSyntax => true,
        ArgumentListSyntax { Parent: ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax } => true,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } } => !field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => false,
    };

    // An accessor whose body names its field has one.
    private static bool MakesField(SyntaxNode node) =>
        node is BlockSyntax or ArrowExpressionClauseSyntax
        && node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not null
        && node.DescendantTokens().Any(t => t.Text == "field");
}
