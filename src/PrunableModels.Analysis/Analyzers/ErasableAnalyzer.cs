using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrunableModels.Analysis;

/// <summary>Whether a gate fits into the fields that are offered for erasing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ErasableAnalyzer : MarkedFieldAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PruneDescriptors.NoGateFits);

    private protected override INamedTypeSymbol? Attribute(TorchSymbols symbols) => symbols.Erasable;

    private protected override void Analyze(SymbolAnalysisContext context, IFieldSymbol field, AttributeData given, TorchSymbols symbols)
    {
        if (!HasRoom(field.Type, symbols))
        {
            context.ReportDiagnostic(Diagnostic.Create(PruneDescriptors.NoGateFits, field.Locations[0], field.Name, Describe(field.Type)));
        }
    }

    // Module itself, Module of tensors, or a list of those.
    private static bool HasRoom(ITypeSymbol type, TorchSymbols symbols) => type is INamedTypeSymbol named && symbols.IsTorch(named) && named.Name switch
    {
        "Module" => named.TypeArguments.Length == 0 || (named.TypeArguments.Length == 2 && named.TypeArguments.All(symbols.IsTensor)),
        "ModuleList" => named.TypeArguments.Length == 1 && HasRoom(named.TypeArguments[0], symbols),
        _ => false,
    };
}
