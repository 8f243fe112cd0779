using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PrunableModels.Analysis;

namespace PrunableModels.Benchmarks;

/// <summary>The models of a corpus: those that are named, or every module that no other module makes or derives from.</summary>
internal static class CorpusRoots
{
    /// <summary>The metadata names of the models.</summary>
    public static IReadOnlyList<string> Of(CSharpCompilation compilation, TorchSymbols symbols, IReadOnlyCollection<string>? named)
    {
        var modules = Declared(compilation).Where(t => symbols.IsModule(t)).ToList();
        var used = named is null ? Used(compilation, symbols, modules) : [];
        return [.. modules.Where(m => named?.Any(n => n == m.Name || n == m.ToDisplayString()) ?? (!m.IsAbstract && !m.IsGenericType && !used.Contains(m)))
            .Select(MetadataNames.Of).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Annotates the models; nothing moves to another line.</summary>
    public static CSharpCompilation Annotate(CSharpCompilation compilation, IEnumerable<string> roots)
    {
        var changes = new Dictionary<SyntaxTree, HashSet<TextChange>>();
        foreach (var declaration in roots.SelectMany(r => compilation.GetTypeByMetadataName(r)?.DeclaringSyntaxReferences.Take(1) ?? []).Select(r => (TypeDeclarationSyntax)r.GetSyntax()))
        {
            var own = changes.TryGetValue(declaration.SyntaxTree, out var known) ? known : changes[declaration.SyntaxTree] = [];
            own.Add(new(new(declaration.SpanStart, 0), "[global::PrunableModels.Prunable] "));
        }

        foreach (var part in roots.Select(compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>().SelectMany(WithContainers).SelectMany(t => t.DeclaringSyntaxReferences).Select(r => (TypeDeclarationSyntax)r.GetSyntax()))
        {
            if (!part.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                var own = changes.TryGetValue(part.SyntaxTree, out var known) ? known : changes[part.SyntaxTree] = [];
                own.Add(new(new(part.Keyword.SpanStart, 0), "partial "));
            }
        }

        return changes.Aggregate(compilation, (c, tree) => c.ReplaceSyntaxTree(tree.Key, tree.Key.WithChangedText(tree.Key.GetText().WithChanges(tree.Value.OrderBy(v => v.Span.Start)))));
    }

    private static IEnumerable<INamedTypeSymbol> WithContainers(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            yield return current;
        }
    }

    private static IEnumerable<INamedTypeSymbol> Declared(CSharpCompilation compilation) =>
        from tree in compilation.SyntaxTrees
        let model = compilation.GetSemanticModel(tree)
        from declaration in tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
        select model.GetDeclaredSymbol(declaration) into type
        where type is not null
        select type;

    private static HashSet<ISymbol> Used(CSharpCompilation compilation, TorchSymbols symbols, List<INamedTypeSymbol> modules)
    {
        var used = new HashSet<ISymbol>(modules.Select(m => m.BaseType?.OriginalDefinition).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var creation in tree.GetRoot().DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())
            {
                var maker = creation.Ancestors().OfType<TypeDeclarationSyntax>().Select(d => model.GetDeclaredSymbol(d)).FirstOrDefault();
                if (model.GetTypeInfo(creation).Type?.OriginalDefinition is { } made && maker is not null && symbols.IsModule(maker) && !SymbolEqualityComparer.Default.Equals(maker.OriginalDefinition, made))
                {
                    used.Add(made);
                }
            }
        }

        return used;
    }
}
