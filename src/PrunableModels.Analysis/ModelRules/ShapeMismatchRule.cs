using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>Sizes that never fit.</summary>
internal sealed class ShapeMismatchRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } = [PruneDescriptors.ShapeMismatch];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model) =>
        from mismatch in model.Analysis.Configurations.SelectMany(c => c.Groups.Mismatches)
        where mismatch.At is not null
        group mismatch by SamePlace.Of(mismatch.At!) into place
        let first = place.First()
        select Diagnostic.Create(PruneDescriptors.ShapeMismatch, model.LocationOf(first.At), AnalyzedModel.Member(first.At!), first.Message);
}
