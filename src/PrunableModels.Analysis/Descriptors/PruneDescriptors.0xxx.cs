using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>The diagnostics. 0xxx: the declaration of a model.</summary>
internal static partial class PruneDescriptors
{
    /// <summary>The class has to be partial.</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        "PRUNE0001",
        "A prunable model has to be partial",
        "'{0}' has [Prunable] but is not partial: its dependency graph cannot be added to it; make it and the types around it partial",
        PruneCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The class has to be a module.</summary>
    public static readonly DiagnosticDescriptor NotAModule = new(
        "PRUNE0002",
        "A prunable model has to be a Module",
        "'{0}' has [Prunable] but does not derive from TorchSharp's Module: there is nothing to prune in it",
        PruneCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The model could not be analysed.</summary>
    public static readonly DiagnosticDescriptor NotAnalyzed = new(
        "PRUNE0003",
        "A prunable model could not be analysed",
        "'{0}' could not be analysed, so nothing in it is offered for pruning: {1}",
        PruneCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);
}
