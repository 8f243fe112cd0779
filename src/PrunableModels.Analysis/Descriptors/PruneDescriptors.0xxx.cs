using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <content>0xxx: the declaration of a model.</content>
internal static partial class PruneDescriptors
{
    /// <summary>The class has to be partial.</summary>
    public static readonly DiagnosticDescriptor NotPartial = New(
        "PRUNE0001",
        PruneCategories.Declaration,
        DiagnosticSeverity.Error,
        "A prunable model has to be partial",
        "'{0}' has [Prunable] but is not partial: its dependency graph cannot be added to it; make it and the types around it partial",
        "The generator adds a second part to the class, which the class and every type around it have to allow.");

    /// <summary>The class has to be a module.</summary>
    public static readonly DiagnosticDescriptor NotAModule = New(
        "PRUNE0002",
        PruneCategories.Declaration,
        DiagnosticSeverity.Error,
        "A prunable model has to be a Module",
        "'{0}' has [Prunable] but does not derive from TorchSharp's Module: there is nothing to prune in it",
        "What is analysed are the fields and the forward of a class that derives from TorchSharp's Module.");

    /// <summary>The model could not be analysed.</summary>
    public static readonly DiagnosticDescriptor NotAnalyzed = New(
        "PRUNE0003",
        PruneCategories.Declaration,
        DiagnosticSeverity.Warning,
        "A prunable model could not be analysed",
        "'{0}' could not be analysed, so nothing in it is offered for pruning: {1}",
        "The constructor or forward could not be followed to its end.");
}
