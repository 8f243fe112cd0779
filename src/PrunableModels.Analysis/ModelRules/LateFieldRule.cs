using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>Fields that are assigned after their module has registered its components.</summary>
internal sealed class LateFieldRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } = [PruneDescriptors.LateField];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model) =>
        from late in model.Registrations(RegistrationProblem.LateField)
        let field = model.Field(late.Class, late.Field)
        where field is not null
        select Diagnostic.Create(PruneDescriptors.LateField, model.Read.LocationOf(late.At!.Expression) ?? field.Locations[0], AnalyzedModel.Hint("By", TypeIds.Short(late.By)), field.Name, TypeIds.Short(late.By));
}
