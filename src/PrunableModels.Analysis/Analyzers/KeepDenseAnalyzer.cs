using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrunableModels.Analysis;

/// <summary>Whether <c>[KeepDense]</c> stands on something that it can keep.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeepDenseAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PruneDescriptors.KeepsNothing);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (TorchSymbols.Of(start.Compilation) is { KeepDense: { } attribute } symbols)
            {
                start.RegisterSymbolAction(c => OfField(c, attribute, symbols), SymbolKind.Field);
            }
        });
    }

    private static void OfField(SymbolAnalysisContext context, INamedTypeSymbol attribute, TorchSymbols symbols)
    {
        var field = (IFieldSymbol)context.Symbol;
        if (!symbols.IsModule(field.Type) && field.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute))?.ApplicationSyntaxReference is { } given)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                PruneDescriptors.KeepsNothing, Location.Create(given.SyntaxTree, given.Span), field.AssociatedSymbol?.Name ?? field.Name, field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        }
    }
}
