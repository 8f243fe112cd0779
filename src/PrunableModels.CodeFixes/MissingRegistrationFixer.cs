using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrunableModels.CodeFixes;

/// <summary>Has the constructors of a class register its components (PRUNE1008).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MissingRegistrationFixer : EditingFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PRUNE1008");

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        // A constructor that calls another one of the class leaves it to that.
        var constructors = node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members.OfType<ConstructorDeclarationSyntax>()
            .Where(c => !c.Modifiers.Any(SyntaxKind.StaticKeyword) && c.Initializer?.IsKind(SyntaxKind.ThisConstructorInitializer) != true).ToList();
        return constructors is { Count: > 0 } && constructors.TrueForAll(Registering.EndsAtItsEnd)
            ? new("Register the components", node, editor => constructors.ForEach(c => editor.ReplaceNode(c, (changed, _) => Registering.AtTheEnd((ConstructorDeclarationSyntax)changed))))
            : null;
    }
}
