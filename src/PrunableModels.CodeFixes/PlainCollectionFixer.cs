using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace PrunableModels.CodeFixes;

/// <summary>Makes a ModuleList of a list or array of layers (PRUNE1005), where nothing is done with it that a ModuleList cannot do.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PlainCollectionFixer : EditingFixer
{
    private const string Title = "Make it a ModuleList";

    // What both have; of an array the Length becomes the Count.
    private static readonly HashSet<string> Common =
        ["Add", "Clear", "Contains", "Count", "Length", "IndexOf", "Insert", "Remove", "RemoveAt", "Select", "Aggregate", "First", "Last", "Zip", "Skip", "Take", "Reverse", "Any", "All", "ToList", "ToArray"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PRUNE1005");

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { Declaration.Variables: [var variable] } declaration
            || model.GetDeclaredSymbol(variable, token) is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field
            || field.ContainingType.DeclaringSyntaxReferences.Length > 1
            || Element(field.Type) is not { } element
            || model.Compilation.GetTypeByMetadataName("TorchSharp.Modules.ModuleList`1")?.Construct(element) is not { } list)
        {
            return null;
        }

        var initializer = variable.Initializer?.Value;
        var mentions = Mentions(field, declaration, model, token);
        return mentions.All(m => IsCommon(m, field.Type)) && (initializer is null or CollectionExpressionSyntax or ImplicitObjectCreationExpressionSyntax || Items(initializer) is not null)
            ? new(Title, declaration, editor => Change(editor, declaration, list, initializer, mentions))
            : null;
    }

    private static ITypeSymbol? Element(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { Name: "List", TypeArguments: [var element] } list when list.ContainingNamespace.ToDisplayString() == "System.Collections.Generic" => element,
        _ => null,
    } is { } found && IsModule(found) ? found : null;

    private static bool IsModule(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Module", ContainingType: { Name: "nn", ContainingType.Name: "torch" } })
            {
                return true;
            }
        }

        return false;
    }

    private static List<IdentifierNameSyntax> Mentions(IFieldSymbol field, FieldDeclarationSyntax declaration, SemanticModel model, CancellationToken token) =>
    [
        .. declaration.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == field.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n, token).Symbol, field)),
    ];

    private static ExpressionSyntax Whole(IdentifierNameSyntax mention) =>
        mention.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self ? self : mention;

    private static bool IsCommon(IdentifierNameSyntax mention, ITypeSymbol type) => Whole(mention) is var whole && whole.Parent switch
    {
        MemberAccessExpressionSyntax member => member.Expression == whole && Common.Contains(member.Name.Identifier.ValueText),
        ElementAccessExpressionSyntax element => element.Expression == whole && element.ArgumentList.Arguments is [{ Expression: not (RangeExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression }) }]
            && !(type is IArrayTypeSymbol && element.Parent is AssignmentExpressionSyntax assignment && assignment.Left == element),
        ForEachStatementSyntax each => each.Expression == whole,
        AssignmentExpressionSyntax { Right: CollectionExpressionSyntax } assigned => assigned.Left == whole,
        AssignmentExpressionSyntax assigned => assigned.Left == whole && Items(assigned.Right) is not null,
        _ => false,
    };

    // What is in a new list or array, where that is written out.
    private static IEnumerable<ExpressionSyntax>? Items(ExpressionSyntax? value) => value switch
    {
        ObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } made => made.Initializer?.Expressions ?? [],
        ImplicitArrayCreationExpressionSyntax made => made.Initializer.Expressions,
        ArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
        InitializerExpressionSyntax items => items.Expressions,
        _ => null,
    };

    private static void Change(DocumentEditor editor, FieldDeclarationSyntax declaration, INamedTypeSymbol list, ExpressionSyntax? initializer, List<IdentifierNameSyntax> mentions)
    {
        var type = editor.Generator.TypeExpression(list, addImport: true);
        editor.ReplaceNode(declaration.Declaration.Type, type.WithTriviaFrom(declaration.Declaration.Type));
        if (Items(initializer) is { } items)
        {
            editor.ReplaceNode(initializer!, editor.Generator.ObjectCreationExpression(type, items));
        }

        foreach (var whole in mentions.Select(Whole))
        {
            if (whole.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } length)
            {
                editor.ReplaceNode(length.Name, SyntaxFactory.IdentifierName("Count"));
            }
            else if (whole.Parent is AssignmentExpressionSyntax { Right: var value } && Items(value) is { } assigned)
            {
                editor.ReplaceNode(value, editor.Generator.ObjectCreationExpression(type, assigned));
            }
        }
    }
}
