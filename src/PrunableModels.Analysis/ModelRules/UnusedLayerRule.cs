using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// Layers that are there for nothing: no configuration uses them, and nothing but constructors mentions them. Only private fields are
/// looked at, for anybody may use another.
/// </summary>
internal sealed class UnusedLayerRule : ModelRule
{
    // Who asks for modules in general may use any of them.
    private static readonly HashSet<string> Enumerating = new(["children", "named_children", "modules", "named_modules"], StringComparer.Ordinal);

    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } = [PruneDescriptors.UnusedLayer];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model) => model.Analysis.Problem is not null ? [] :
        from unused in model.Registrations(RegistrationProblem.Unused)
        where model.Analysis.Configurations.All(c => c.Groups.Graph.Registrations.Contains(unused))
        let field = model.Field(unused.Class, unused.Field)
        where field is { DeclaredAccessibility: Accessibility.Private } && !IsMentioned(field)
        select Diagnostic.Create(PruneDescriptors.UnusedLayer, field.Locations[0], field.Name);

    private static bool IsMentioned(ISymbol field) => field.ContainingType.DeclaringSyntaxReferences
        .SelectMany(r => r.GetSyntax().DescendantTokens(n => n is not ConstructorDeclarationSyntax && !IsDispose(n)))
        .Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.Parent is not VariableDeclaratorSyntax and not PropertyDeclarationSyntax && (t.ValueText == field.Name || Enumerating.Contains(t.ValueText)));

    private static bool IsDispose(SyntaxNode node) => node is MethodDeclarationSyntax { Identifier.ValueText: "Dispose" };
}
