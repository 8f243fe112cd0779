using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>A model that could not be followed to its end.</summary>
internal sealed class NotAnalyzedRule : ModelRule
{
    public override IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } = [PruneDescriptors.NotAnalyzed];

    public override IEnumerable<Diagnostic> Of(AnalyzedModel model)
    {
        if (model.Analysis.Problem is { } problem)
        {
            yield return Diagnostic.Create(PruneDescriptors.NotAnalyzed, model.Type.Locations[0], model.Type.Name, problem);
        }
    }
}
