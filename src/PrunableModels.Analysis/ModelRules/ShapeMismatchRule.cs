using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// Sizes that never fit: in no way in which the model can be built and gets there. Some of the ways that are looked at nobody takes, such
/// as that of a list without elements, so one of them alone says nothing.
/// </summary>
internal sealed class ShapeMismatchRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } = [PruneDescriptors.ShapeMismatch];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model) =>
        from mismatch in model.Analysis.Configurations.SelectMany(c => c.Groups.Mismatches)
        where mismatch.At is not null
        group mismatch by SamePlace.Of(mismatch.At!) into place
        let first = place.First()
        where model.Analysis.Configurations.All(c => !GetsTo(c, place.Key) || c.Groups.Mismatches.Any(m => m.At is not null && SamePlace.Of(m.At).Equals(place.Key)))
        select Diagnostic.Create(PruneDescriptors.ShapeMismatch, model.LocationOf(first.At), AnalyzedModel.Member(first.At!), first.Message);

    private static bool GetsTo(Configuration configuration, SamePlace place) =>
        configuration.Groups.Graph.Nodes.Any(n => n.Origin is { } at && SamePlace.Of(at).Equals(place));
}
