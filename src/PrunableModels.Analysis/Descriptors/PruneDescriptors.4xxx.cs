using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <content>4xxx: what is good to know.</content>
internal static partial class PruneDescriptors
{
    /// <summary>What can be pruned from a model.</summary>
    public static readonly DiagnosticDescriptor Summary = New(
        "PRUNE4001",
        PruneCategories.Summary,
        DiagnosticSeverity.Info,
        "What can be pruned from a model",
        "'{0}': {1}",
        "How many groups and channels of the model can be pruned, and why the others are kept: shown by editors, not by builds.");
}
