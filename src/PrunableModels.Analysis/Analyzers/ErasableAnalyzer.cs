using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrunableModels.Analysis;

/// <summary>Whether a gate fits into the fields that are offered for erasing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ErasableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PruneDescriptors.NoGateFits);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (TorchSymbols.Of(start.Compilation) is { Erasable: { } attribute } symbols)
            {
                start.RegisterSymbolAction(c => OfField(c, attribute, symbols), SymbolKind.Field);
            }
        });
    }

    private static void OfField(SymbolAnalysisContext context, INamedTypeSymbol attribute, TorchSymbols symbols)
    {
        var field = (IFieldSymbol)context.Symbol;
        if (field.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute)) && !HasRoom(field.Type, symbols))
        {
            context.ReportDiagnostic(Diagnostic.Create(PruneDescriptors.NoGateFits, field.Locations[0], field.Name, field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
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
