using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>Conditions on what tensors hold.</summary>
internal sealed class DataBranchRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } = [PruneDescriptors.DataBranch];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model) =>
        from condition in model.Analysis.Configurations.SelectMany(c => c.Groups.Graph.DataConditions)
        group condition by SamePlace.Of(condition.At) into place
        let first = place.First()
        select Diagnostic.Create(PruneDescriptors.DataBranch, model.LocationOf(first.At), AnalyzedModel.Member(first.At), first.Text);
}
