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

    /// <summary>There is nothing to analyse.</summary>
    public static readonly DiagnosticDescriptor NoForward = New(
        "PRUNE0004",
        PruneCategories.Declaration,
        DiagnosticSeverity.Warning,
        "A prunable model needs a forward",
        "'{0}' has no forward method, so nothing is known of what it does with its layers and nothing in it is offered for pruning",
        "What is analysed is the method forward; another name is not looked for.");

    /// <summary>The class cannot have another part.</summary>
    public static readonly DiagnosticDescriptor NotExtensible = New(
        "PRUNE0005",
        PruneCategories.Declaration,
        DiagnosticSeverity.Error,
        "A prunable model cannot be generic or local to a file",
        "Nothing is generated for '{0}': {1}",
        "The generated part stands in a file of its own, and says what can be pruned for all instances of the class.");

    /// <summary>An abstract class that leaves forward open.</summary>
    public static readonly DiagnosticDescriptor AbstractForward = New(
        "PRUNE0006",
        PruneCategories.Declaration,
        DiagnosticSeverity.Warning,
        "An abstract forward says nothing of what can be pruned",
        "'{0}' leaves forward to the classes that derive from it; annotate these with [Prunable]",
        "What a model does with its layers is what its forward says, which an abstract class that does not implement it cannot tell.");
}
