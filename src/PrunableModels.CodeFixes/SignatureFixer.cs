using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrunableModels.CodeFixes;

/// <summary>
/// Begins an <c>[OperatorSignature]</c> for a method of the user's own that does something unknown (PRUNE2001). Its axes are lower-case, so
/// nothing is pruned by it until the user has said which can be.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SignatureFixer : EditingFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PRUNE2001");

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Identifier.ValueText: not "forward" } method
            || model.GetDeclaredSymbol(method, token) is not { IsOverride: false, IsVirtual: false } symbol || !IsTensor(symbol.ReturnType))
        {
            return null;
        }

        var tensors = symbol.Parameters.Where(p => IsTensor(p.Type)).ToList();
        return tensors.Count == 0 || symbol.GetAttributes().Any(a => a.AttributeClass?.Name == "OperatorSignatureAttribute") ? null
            : new($"Give '{symbol.Name}' an [OperatorSignature] to fill in", method, editor => editor.ReplaceNode(method, (current, generator) =>
                generator.InsertAttributes(current, 0, generator.Attribute("OperatorSignature", generator.LiteralExpression(Text(tensors))))));
    }

    private static bool IsTensor(ITypeSymbol type) => type is { Name: "Tensor", ContainingType.Name: "torch" };

    // Every tensor has a batch, channels and more; the result is like the first.
    private static string Text(IEnumerable<IParameterSymbol> tensors) =>
        $"{string.Join(", ", tensors.Select((t, i) => i == 0 ? $"{t.Name}[n, c, *s]" : $"{t.Name}[n{i}, c{i}, *s]"))} -> [n, c, *s]";
}
