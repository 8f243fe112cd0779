using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>Layers in lists, arrays, dictionaries and objects, into which TorchSharp does not look.</summary>
internal sealed class PlainCollectionRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } = [PruneDescriptors.PlainCollection];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model) =>
        from held in model.Registrations(RegistrationProblem.Collection)
        let field = model.Field(held.Class, held.Field)
        where field is not null
        let type = (field as IFieldSymbol)?.Type ?? ((IPropertySymbol)field).Type
        select Diagnostic.Create(PruneDescriptors.PlainCollection, field.Locations[0], field.Name, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
}
