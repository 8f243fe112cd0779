using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// Reads an annotated model as the generator does and says, on the line, what keeps which groups. One analyzer for all of it, so
/// that the model is read once.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DataFlowAnalyzer : PrunableAnalyzer
{
    private const int MostGroupsNamed = 3;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        PruneDescriptors.NotAnalyzed, PruneDescriptors.UnknownOperation, PruneDescriptors.HardCodedSize, PruneDescriptors.CannotBeRemoved, PruneDescriptors.ShapeMismatch, PruneDescriptors.NotErasable);

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
        foreach (var diagnostic in shared.Use(analysis => Diagnostics(analysis, read, type).Concat(Unerasable(analysis, read, type)).Concat(Problem(analysis, type)).ToList()))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static IEnumerable<Diagnostic> Problem(Core.AnalysisResult analysis, INamedTypeSymbol type) =>
        analysis.Problem is { } problem ? [Diagnostic.Create(PruneDescriptors.NotAnalyzed, type.Locations[0], type.Name, problem)] : [];

    // One diagnostic a place, with all groups that it keeps, whatever the configuration.
    private static IEnumerable<Diagnostic> Diagnostics(Core.AnalysisResult analysis, ReadModel read, INamedTypeSymbol type)
    {
        var kept = analysis.Configurations
            .SelectMany(c => c.Groups.Kept.Select(g => (Reason: g.Kept!, g.Id)).Concat(c.Groups.Mismatches.Select(m => (Reason: m, Id: ""))))
            .Where(k => k.Reason.At is not null && Descriptor(k.Reason.Kind) is not null);
        foreach (var place in kept.GroupBy(k => (k.Reason.At!.Expression, k.Reason.Kind), new SamePlace()))
        {
            var reason = place.First().Reason;
            var ids = place.Select(p => p.Id).Distinct().ToList();
            var named = string.Join(", ", ids.Take(MostGroupsNamed)) + (ids.Count > MostGroupsNamed ? $" and {ids.Count - MostGroupsNamed} more" : "");
            var location = read.LocationOf(reason.At!.Expression) ?? type.Locations[0];
            yield return Diagnostic.Create(Descriptor(reason.Kind)!, location, $"{TypeIds.Short(reason.At.Class)}.{reason.At.Member}", reason.Message, named);
        }
    }

    // What is offered for erasing and can be erased in no configuration.
    private static IEnumerable<Diagnostic> Unerasable(Core.AnalysisResult analysis, ReadModel read, INamedTypeSymbol type)
    {
        if (!read.Program.Classes.Any(c => c.Fields.Any(f => f.IsErasable)))
        {
            return [];
        }

        return analysis.Configurations
            .SelectMany(c => SegmentGraph.Of(c.Groups.Graph).Segments.Where(s => s.Gate is not null && s.Parameters.Count == 0))
            .GroupBy(s => s.Id)
            .Where(same => same.All(s => s.Kept is not null))
            .Select(same => same.First().Kept is { } kept
                ? Diagnostic.Create(PruneDescriptors.NotErasable, (kept.At is null ? null : read.LocationOf(kept.At.Expression)) ?? type.Locations[0], same.Key, kept.Message)
                : null)
            .OfType<Diagnostic>();
    }

    private static DiagnosticDescriptor? Descriptor(KeptKind kind) => kind switch
    {
        KeptKind.UnknownOperation => PruneDescriptors.UnknownOperation,
        KeptKind.HardCodedSize => PruneDescriptors.HardCodedSize,
        KeptKind.Mixed or KeptKind.NotZero or KeptKind.Layout => PruneDescriptors.CannotBeRemoved,
        KeptKind.ShapeMismatch => PruneDescriptors.ShapeMismatch,
        _ => null,
    };

    private sealed class SamePlace : IEqualityComparer<(Expression Expression, KeptKind Kind)>
    {
        public bool Equals((Expression Expression, KeptKind Kind) x, (Expression Expression, KeptKind Kind) y) =>
            ReferenceEquals(x.Expression, y.Expression) && x.Kind == y.Kind;

        public int GetHashCode((Expression Expression, KeptKind Kind) obj) => SameExpression.Comparer.GetHashCode(obj.Expression);
    }
}
