using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>Layers that are put into a list of modules after it was registered.</summary>
internal sealed class LateItemRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } = [PruneDescriptors.LateItem];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model) =>
        from late in model.Registrations(RegistrationProblem.LateItem)
        let location = model.Read.LocationOf(late.At!.Expression)
        where location is not null
        select Diagnostic.Create(PruneDescriptors.LateItem, location, AnalyzedModel.Hint("By", TypeIds.Short(late.By)), TypeIds.Short(late.Class), TypeIds.Short(late.By));
}
