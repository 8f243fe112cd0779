using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace PrunableModels.CodeFixes;

/// <summary>
/// The frame of a code fix that edits one declaration or expression: whether it can be done is asked before it is offered, and all of a
/// document are done at once, each place once.
/// </summary>
public abstract class EditingFixer : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && model is not null && Find(At(root, diagnostic), diagnostic, model, context.CancellationToken) is { } edit)
            {
                context.RegisterCodeFix(CodeAction.Create(edit.Title, token => FixAsync(context.Document, ImmutableArray.Create(diagnostic), token), equivalenceKey: GetType().Name), diagnostic);
            }
        }
    }

    /// <summary>What is to be done about a diagnostic, or null where that is not possible.</summary>
    private protected abstract Edit? Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token);

    /// <summary>An edit, and the node that it changes: diagnostics that ask to change the same node ask for one edit.</summary>
    private protected sealed record Edit(string Title, SyntaxNode Node, System.Action<DocumentEditor> Apply);

    private static SyntaxNode At(SyntaxNode root, Diagnostic diagnostic) => root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken token)
    {
        var editor = await DocumentEditor.CreateAsync(document, token).ConfigureAwait(false);
        var edits = diagnostics.Select(d => Find(At(editor.OriginalRoot, d), d, editor.SemanticModel, token)).OfType<Edit>();
        foreach (var edit in edits.GroupBy(e => e.Node).Select(same => same.First()))
        {
            edit.Apply(editor);
        }

        return editor.GetChangedDocument();
    }
}
