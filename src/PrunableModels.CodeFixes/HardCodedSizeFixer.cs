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

/// <summary>Has a view say the same without the size (PRUNE2002): <c>flatten(1)</c>, -1, or sizes that are read from the tensor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class HardCodedSizeFixer : EditingFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("PRUNE2002");

    private protected override Edit? Find(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken token)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } view
            || !diagnostic.Properties.TryGetValue("View", out var hint) || hint is null || Extents(view) is not { } extents)
        {
            return null;
        }

        var (kind, rest) = hint.IndexOf(':') is var colon and >= 0 ? (hint.Substring(0, colon), hint.Substring(colon + 1)) : (hint, "");
        return kind switch
        {
            "flatten" => new("Flatten it", view, editor => editor.ReplaceNode(view, SyntaxFactory.ParseExpression($"{receiver.WithoutTrivia()}.flatten(1)").WithTriviaFrom(view))),
            "free" => Replaced("Leave the size to the view", [(int.Parse(rest, System.Globalization.CultureInfo.InvariantCulture), "-1")]),

            // What is not a name might be computed twice.
            "sizes" when receiver is IdentifierNameSyntax => Replaced("Read the size from the tensor", [.. rest.Split(',').Select(s => s.Split('=')).Select(s => (int.Parse(s[0], System.Globalization.CultureInfo.InvariantCulture), string.Join(" * ", s[1].Split('*').Select(a => $"{receiver}.shape[{a}]"))))]),
            _ => null,
        };

        Edit? Replaced(string title, List<(int Index, string Text)> sizes) => sizes.TrueForAll(s => s.Index < extents.Count)
            ? new(title, view, editor => sizes.ForEach(s => editor.ReplaceNode(extents[s.Index], SyntaxFactory.ParseExpression(s.Text).WithTriviaFrom(extents[s.Index]))))
            : null;
    }

    // The extents as they are written, one by one or as an array; null where they are computed elsewhere.
    private static List<ExpressionSyntax>? Extents(InvocationExpressionSyntax view)
    {
        var arguments = view.ArgumentList.Arguments.Select(a => a.Expression).ToList();
        return arguments is not [var only] ? arguments : only switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } items } => [.. items.Expressions],
            ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
            CollectionExpressionSyntax list when list.Elements.All(e => e is ExpressionElementSyntax) => [.. list.Elements.Cast<ExpressionElementSyntax>().Select(e => e.Expression)],
            LiteralExpressionSyntax => arguments,
            _ => null,
        };
    }
}
