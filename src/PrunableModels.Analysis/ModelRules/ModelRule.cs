using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>Turns an analysis into diagnostics of one kind.</summary>
internal abstract class ModelRule
{
    /// <summary>Every rule, in the order in which it reports.</summary>
    public static IReadOnlyList<ModelRule> All { get; } =
    [
        new NotAnalyzedRule(), new KeptGroupsRule(), new ShapeMismatchRule(), new NotErasableRule(), new DataBranchRule(),
        new LateFieldRule(), new PlainCollectionRule(), new LateItemRule(), new UnusedLayerRule(), new MissingRegistrationRule(),
    ];

    /// <summary>What it may report.</summary>
    public abstract IReadOnlyList<DiagnosticDescriptor> Descriptors { get; }

    /// <summary>What it reports of a model.</summary>
    public abstract IEnumerable<Diagnostic> Of(AnalyzedModel model);
}
