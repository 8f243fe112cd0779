using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>What keeps which groups: one diagnostic a place, with all groups that it keeps, whatever the configuration.</summary>
internal sealed class KeptGroupsRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
        [PruneDescriptors.UnknownOperation, PruneDescriptors.HardCodedSize, PruneDescriptors.CannotBeRemoved];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model) =>
        from kept in model.Analysis.Configurations.SelectMany(c => c.Groups.Kept).Where(g => g.Kept!.At is not null && Descriptor(g.Kept.Kind) is not null)
        group kept by (SamePlace.Of(kept.Kept!.At!), kept.Kept.Kind) into place
        let reason = place.First().Kept!
        select Diagnostic.Create(Descriptor(reason.Kind)!, model.LocationOf(reason.At), AnalyzedModel.Member(reason.At!), reason.Message, AnalyzedModel.Named([.. place.Select(g => g.Id).Distinct()]));

    private static DiagnosticDescriptor? Descriptor(KeptKind kind) => kind switch
    {
        KeptKind.UnknownOperation => PruneDescriptors.UnknownOperation,
        KeptKind.HardCodedSize => PruneDescriptors.HardCodedSize,
        KeptKind.Mixed or KeptKind.NotZero or KeptKind.Layout => PruneDescriptors.CannotBeRemoved,
        _ => null,
    };
}
