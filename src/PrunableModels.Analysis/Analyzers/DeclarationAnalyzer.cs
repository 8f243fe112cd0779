using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrunableModels.Analysis;

/// <summary>Whether an annotated class can be a prunable model at all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : PrunableAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PruneDescriptors.NotPartial, PruneDescriptors.NotAModule);

    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, TorchSymbols symbols)
    {
        if (!symbols.IsModule(type))
        {
            context.ReportDiagnostic(Diagnostic.Create(PruneDescriptors.NotAModule, type.Locations[0], type.Name));
        }
        else if (!ModelSourceReader.IsPartial(type, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(PruneDescriptors.NotPartial, type.Locations[0], type.Name));
        }
    }
}
