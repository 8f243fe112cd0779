using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// Classes that register nothing and are held by nobody who would do it for them. One that calls it anywhere, such as in another
/// constructor or in a method that makes instances, is not one of them, and an abstract class leaves it to others.
/// </summary>
internal sealed class MissingRegistrationRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } = [PruneDescriptors.MissingRegistration];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model) =>
        from missing in model.Registrations(RegistrationProblem.Missing)
        let type = model.Class(missing.Class)
        where type is { IsAbstract: false } && !Calls(type)
        select Diagnostic.Create(PruneDescriptors.MissingRegistration, type.Locations[0], type.Name, missing.By.Length == 0 ? "" : $", and the {missing.By} that holds it does not either");

    private static bool Calls(INamedTypeSymbol? type) => type is not null
        && (type.DeclaringSyntaxReferences.SelectMany(r => r.GetSyntax().DescendantTokens()).Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == "RegisterComponents") || Calls(type.BaseType));
}
