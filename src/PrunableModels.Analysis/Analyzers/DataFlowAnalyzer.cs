using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// Reads an annotated model as the generator does and says, on the line, what keeps which groups and what else is wrong with it. One
/// analyzer for all of it, so that the model is read once: what it finds becomes diagnostics by one <see cref="ModelRule"/> each.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DataFlowAnalyzer : PrunableAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ModelRule.All.SelectMany(r => r.Descriptors).ToImmutableArray();

    private protected override void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, TorchSymbols symbols)
    {
        if (!symbols.IsModule(type))
        {
            return;
        }

        // A model is read together with the blocks it is built from, which may stand in other files.
#pragma warning disable RS1030
        SemanticModel Model(SyntaxTree tree) => context.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
        var found = RecentStores.Find(context.Compilation, type) is { } known
            ? ModelReader.Known(known, type, symbols, context.Compilation, Model, context.CancellationToken)
            : ModelReader.Read(type, symbols, Model, context.CancellationToken);
        var shared = SharedAnalyses.Of(found.Program);
        var read = found.With(shared.Program);
        foreach (var diagnostic in shared.Use(analysis => ModelRule.All.SelectMany(r => r.Of(new(type, symbols, read, analysis))).ToList()))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
