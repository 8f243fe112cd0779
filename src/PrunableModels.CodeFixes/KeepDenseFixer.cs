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

/// <summary>Says that a layer is kept on purpose, with the reason that was found (PRUNE2001, PRUNE2002, PRUNE2003, PRUNE2006).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class KeepDenseFixer : EditingFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PRUNE2001", "PRUNE2002", "PRUNE2003", "PRUNE2006");

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (!diagnostic.Properties.TryGetValue("Fields", out var fields) || fields is null || !diagnostic.Properties.TryGetValue("Reason", out var reason) || reason is null)
        {
            return null;
        }

        var declarations = fields.Split(';').Select(f => Declaration(f, node.SyntaxTree, model, token)).ToList();
        return declarations.Contains(null) ? null
            : new($"Keep {(declarations.Count == 1 ? "the layer" : "the layers")} dense on purpose", declarations[0]!, editor => declarations.ForEach(d => Mark(editor, d!, reason)));
    }

    private static FieldDeclarationSyntax? Declaration(string field, SyntaxTree tree, SemanticModel model, CancellationToken token)
    {
        var parts = field.Split(':').Where(p => p.Length > 0).ToList();
        return parts is [var type, var name] && model.Compilation.GetTypeByMetadataName(type)?.GetMembers(name).FirstOrDefault()?.DeclaringSyntaxReferences is [var reference] && reference.SyntaxTree == tree
            && reference.GetSyntax(token).FirstAncestorOrSelf<FieldDeclarationSyntax>() is { Declaration.Variables.Count: 1 } declaration ? declaration : null;
    }

    // Several diagnostics may ask for the same.
    private static void Mark(DocumentEditor editor, FieldDeclarationSyntax declaration, string reason) =>
        editor.ReplaceNode(declaration, (current, generator) => IsMarked((FieldDeclarationSyntax)current) ? current
            : generator.InsertAttributes(current, 0, generator.Attribute("KeepDense", generator.LiteralExpression(reason))));

    private static bool IsMarked(FieldDeclarationSyntax declaration) =>
        declaration.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() is "KeepDense" or "KeepDenseAttribute");
}
