using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace PrunableModels.CodeFixes;

/// <summary>Makes a model and the types around it partial (PRUNE0001).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NotPartialFixer : CodeFixProvider
{
    private const string Title = "Make the model partial";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PRUNE0001");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && NotPartial(type).Any())
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, token => MakePartialAsync(context.Document, type, token), equivalenceKey: Title),
                context.Diagnostics);
        }
    }

    private static IEnumerable<TypeDeclarationSyntax> NotPartial(TypeDeclarationSyntax type) =>
        type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(t => !t.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static async Task<Document> MakePartialAsync(Document document, TypeDeclarationSyntax type, CancellationToken token)
    {
        var editor = await DocumentEditor.CreateAsync(document, token).ConfigureAwait(false);
        foreach (var declaration in NotPartial(type))
        {
            // 'partial' has to be the last modifier, which the editor sees to.
            editor.SetModifiers(declaration, DeclarationModifiers.From(editor.SemanticModel.GetDeclaredSymbol(declaration, token)!).WithPartial(true));
        }

        return editor.GetChangedDocument();
    }
}
