using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrunableModels.Analysis;

/// <summary>The frame of every analyzer: it asks once whether TorchSharp and this library are there, and looks at annotated classes only.</summary>
public abstract class PrunableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(TorchSymbols.PrunableAttribute) is { } attribute && TorchSymbols.Of(start.Compilation) is { } symbols)
            {
                start.RegisterSymbolAction(symbol => AnalyzeIfMarked(symbol, attribute, symbols), SymbolKind.NamedType);
            }
        });
    }

    private protected abstract void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, TorchSymbols symbols);

    private void AnalyzeIfMarked(SymbolAnalysisContext context, INamedTypeSymbol attribute, TorchSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)))
        {
            Analyze(context, type, symbols);
        }
    }
}
