using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrunableModels.Analysis;

/// <summary>Whether <c>[KeepDense]</c> stands on something that it can keep.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeepDenseAnalyzer : MarkedFieldAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PruneDescriptors.KeepsNothing);

    private protected override INamedTypeSymbol? Attribute(TorchSymbols symbols) => symbols.KeepDense;

    private protected override void Analyze(SymbolAnalysisContext context, IFieldSymbol field, AttributeData given, TorchSymbols symbols)
    {
        if (!symbols.IsModule(field.Type) && given.ApplicationSyntaxReference is { } place)
        {
            context.ReportDiagnostic(Diagnostic.Create(PruneDescriptors.KeepsNothing, Location.Create(place.SyntaxTree, place.Span), field.AssociatedSymbol?.Name ?? field.Name, Describe(field.Type)));
        }
    }
}
