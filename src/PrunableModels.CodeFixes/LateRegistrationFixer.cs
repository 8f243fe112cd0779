using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace PrunableModels.CodeFixes;

/// <summary>Registers what comes too late (PRUNE1004, PRUNE1006): by moving the call to the end of the constructor, or by name where a base class has called it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LateRegistrationFixer : EditingFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PRUNE1004", "PRUNE1006");

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not { } constructor || model.GetDeclaredSymbol(constructor, token) is not { } symbol)
        {
            return null;
        }

        if (diagnostic.Properties.TryGetValue("By", out var by) && by == symbol.ContainingType.Name)
        {
            return Registering.EndsAtItsEnd(constructor) && Registering.Calls(constructor).Any()
                ? new("Register after it", constructor, editor => editor.ReplaceNode(constructor, (c, _) => Registering.AtTheEnd((ConstructorDeclarationSyntax)c)))
                : null;
        }

        return diagnostic.Id == "PRUNE1004" && node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Expression: AssignmentExpressionSyntax { Left: var left } } assignment
            && model.GetSymbolInfo(left, token).Symbol is IFieldSymbol field
            ? new("Register it by name", assignment, editor => editor.InsertAfter(assignment, Named(field)))
            : null;
    }

    private static ExpressionStatementSyntax Named(IFieldSymbol field) =>
        ((ExpressionStatementSyntax)SyntaxFactory.ParseStatement($"{(field.Type.Name == "Parameter" ? "register_parameter" : "register_module")}(\"{field.Name}\", {field.Name});"))
            .WithAdditionalAnnotations(Formatter.Annotation);
}
