using System.Collections.Generic;
using System.Collections.Immutable;
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
        from configuration in model.Analysis.Configurations
        from kept in configuration.Groups.Kept
        where kept.Kept!.At is not null && Descriptor(kept.Kept.Kind) is not null
        where kept.Kept!.Kind != KeptKind.Unregistered || !model.LosesLayers
        group (Group: kept, Field: FieldOf(configuration.Groups.Graph, kept)) by (SamePlace.Of(kept.Kept!.At!), kept.Kept.Kind) into place
        let reason = place.First().Group.Kept!
        select Diagnostic.Create(
            Descriptor(reason.Kind)!,
            model.LocationOf(reason.At),
            Hints(model, reason, place.Select(p => p.Field)),
            AnalyzedModel.Member(reason.At!), reason.Message, AnalyzedModel.Named([.. place.Select(p => p.Group.Id).Distinct()]));

    // What code fixes have to know: why, the fields of the layers that make the channels, and what else a view could say.
    private static ImmutableDictionary<string, string?> Hints(AnalyzedModel model, KeptReason reason, IEnumerable<string?> fields)
    {
        var hints = AnalyzedModel.Hint("Reason", reason.Message);
        var known = fields.Distinct().ToList();
        hints = known.Contains(null) ? hints : hints.Add("Fields", string.Join(";", known));
        return reason.Kind == KeptKind.HardCodedSize && ViewHint.Of(model, reason.At!) is { } view ? hints.Add("View", view) : hints;
    }

    // The field that holds the layer which makes a group's channels.
    private static string? FieldOf(Graph graph, PruningGroup group)
    {
        var writer = group.Occurrences.First(o => o.Role == OccurrenceRole.Writer).Path;
        return graph.FindLeaf(writer) is { } leaf && graph.Fields.TryGetValue(leaf.Owner, out var field) ? $"{field.Class}:{field.Field}" : null;
    }

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
