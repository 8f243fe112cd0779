using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>What is offered for erasing and can be erased in no configuration.</summary>
internal sealed class NotErasableRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } = [PruneDescriptors.NotErasable];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model) => !model.Read.Program.Classes.Any(c => c.Fields.Any(f => f.IsErasable)) ? [] :
        from segment in model.Analysis.Configurations.SelectMany(c => SegmentGraph.Of(c.Groups.Graph).Segments)
        where segment.Gate is not null && segment.Parameters.Count == 0
        group segment by segment.Id into same
        where same.All(s => s.Kept is not null)
        let kept = same.First().Kept
        select Diagnostic.Create(PruneDescriptors.NotErasable, model.LocationOf(kept.At), same.Key, kept.Message);
}
