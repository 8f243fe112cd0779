using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PrunableModels.Analysis;

/// <summary>Whether an annotated class can be a prunable model at all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : PrunableAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        PruneDescriptors.NotPartial, PruneDescriptors.NotAModule, PruneDescriptors.NoForward, PruneDescriptors.NotExtensible, PruneDescriptors.AbstractForward);

    /// <summary>Whether a model has a <c>forward</c> that says something: its own, or that of a base class.</summary>
    internal static bool HasForward(INamedTypeSymbol type, TorchSymbols symbols) => Forward(type, symbols) is { IsAbstract: false };

    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, TorchSymbols symbols)
    {
        if (!symbols.IsModule(type))
        {
            Report(PruneDescriptors.NotAModule);
        }
        else if (Extensible.WhyNot(type) is { } why)
        {
            Report(PruneDescriptors.NotExtensible, why);
        }
        else if (!ModelSourceReader.IsPartial(type, context.CancellationToken))
        {
            Report(PruneDescriptors.NotPartial);
        }
        else if (!HasForward(type, symbols))
        {
            Report(type.IsAbstract ? PruneDescriptors.AbstractForward : PruneDescriptors.NoForward);
        }

        void Report(DiagnosticDescriptor descriptor, params object[] more) => context.ReportDiagnostic(Diagnostic.Create(descriptor, type.Locations[0], [type.Name, .. more]));
    }

    // The first that there is, from the class up: Module declares none, its variants with types an abstract one, containers their own.
    private static IMethodSymbol? Forward(INamedTypeSymbol type, TorchSymbols symbols)
    {
        for (var current = type; current is not null && !SymbolEqualityComparer.Default.Equals(current, symbols.Module); current = current.BaseType)
        {
            if (current.GetMembers("forward").OfType<IMethodSymbol>().FirstOrDefault() is { } forward)
            {
                return forward;
            }
        }

        return null;
    }
}
