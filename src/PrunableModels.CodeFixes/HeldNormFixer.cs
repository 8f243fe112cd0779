using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrunableModels.CodeFixes;

/// <summary>Declares the field of a LayerNorm so that it can be exchanged (PRUNE2007), where nothing but calls use it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class HeldNormFixer : EditingFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PRUNE2007");

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Expression: var called } }
            || model.GetSymbolInfo(called, token).Symbol is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private, Type.Name: "LayerNorm" } field
            || field.DeclaringSyntaxReferences is not [var reference] || reference.SyntaxTree != node.SyntaxTree
            || reference.GetSyntax(token).FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { Declaration: { Variables.Count: 1, Type: var type } } declaration
            || model.Compilation.GetTypeByMetadataName("TorchSharp.torch+nn+Module`2") is not { } module
            || model.Compilation.GetTypeByMetadataName("TorchSharp.torch+Tensor") is not { } tensor)
        {
            return null;
        }

        var mentions = declaration.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == field.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n, token).Symbol, field));
        return mentions.All(IsCalledOrAssigned)
            ? new("Declare it as Module<Tensor, Tensor>", declaration, editor => editor.ReplaceNode(type, editor.Generator.TypeExpression(module.Construct(tensor, tensor), addImport: true).WithTriviaFrom(type)))
            : null;
    }

    private static bool IsCalledOrAssigned(IdentifierNameSyntax mention)
    {
        ExpressionSyntax whole = mention.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } self ? self : mention;
        return whole.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "call" or "forward" } member ? member.Expression == whole
            : whole.Parent is AssignmentExpressionSyntax assignment && assignment.Left == whole;
    }
}
