using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>What can be pruned from a model, on its name. Of several ways to build it the first is told, which most models take.</summary>
internal sealed class SummaryRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } = [PruneDescriptors.Summary];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model)
    {
        if (model.Analysis.Configurations is [var first, ..] configurations && first.Groups.All.Count > 0)
        {
            var ways = configurations.Count == 1 ? "" : $" (in the first of {configurations.Count} ways to build it)";
            yield return Diagnostic.Create(PruneDescriptors.Summary, model.Type.Locations[0], model.Type.Name, GroupSummary.Of(first.Groups) + ways);
        }
    }
}
