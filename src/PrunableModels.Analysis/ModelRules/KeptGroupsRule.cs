using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>
/// What keeps which groups: one diagnostic a place, with all groups that it keeps, whatever the configuration.
/// Where it is said why layers are not registered, their calls need no diagnostic of their own.
/// </summary>
internal sealed class KeptGroupsRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
        [PruneDescriptors.UnknownOperation, PruneDescriptors.HardCodedSize, PruneDescriptors.CannotBeRemoved, PruneDescriptors.NotZero, PruneDescriptors.HeldNorm, PruneDescriptors.Undecided];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model) =>
        from kept in model.Analysis.Configurations.SelectMany(c => c.Groups.Kept).Where(g => g.Kept!.At is not null && Descriptor(g.Kept.Kind) is not null)
        where kept.Kept!.Kind != KeptKind.Unregistered || !model.LosesLayers
        group kept by (SamePlace.Of(kept.Kept!.At!), kept.Kept.Kind) into place
        let reason = place.First().Kept!
        select Diagnostic.Create(Descriptor(reason.Kind)!, model.LocationOf(reason.At), AnalyzedModel.Member(reason.At!), reason.Message, AnalyzedModel.Named([.. place.Select(g => g.Id).Distinct()]));

    private static DiagnosticDescriptor? Descriptor(KeptKind kind) => kind switch
    {
        KeptKind.UnknownOperation or KeptKind.Unregistered => PruneDescriptors.UnknownOperation,
        KeptKind.HardCodedSize => PruneDescriptors.HardCodedSize,
        KeptKind.Undecided => PruneDescriptors.Undecided,
        KeptKind.NotZero => PruneDescriptors.NotZero,
        KeptKind.HeldNorm => PruneDescriptors.HeldNorm,
        KeptKind.Mixed or KeptKind.Layout => PruneDescriptors.CannotBeRemoved,
        _ => null,
    };
}
