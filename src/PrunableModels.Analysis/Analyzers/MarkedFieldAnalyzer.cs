using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrunableModels.Analysis;

/// <summary>The frame of an analyzer of fields that have one of this library's attributes.</summary>
public abstract class MarkedFieldAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (TorchSymbols.Of(start.Compilation) is { } symbols && Attribute(symbols) is { } attribute)
            {
                start.RegisterSymbolAction(symbol => AnalyzeIfMarked(symbol, attribute, symbols), SymbolKind.Field);
            }
        });
    }

    private protected abstract INamedTypeSymbol? Attribute(TorchSymbols symbols);

    private protected abstract void Analyze(SymbolAnalysisContext context, IFieldSymbol field, AttributeData given, TorchSymbols symbols);

    /// <summary>The type as a message names it.</summary>
    private protected static string Describe(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private void AnalyzeIfMarked(SymbolAnalysisContext context, INamedTypeSymbol attribute, TorchSymbols symbols)
    {
        var field = (IFieldSymbol)context.Symbol;
        if (field.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)) is { } given)
        {
            Analyze(context, field, given, symbols);
        }
    }
}
