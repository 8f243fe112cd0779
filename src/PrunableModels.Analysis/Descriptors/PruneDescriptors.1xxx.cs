using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <content>1xxx: what users say in attributes.</content>
internal static partial class PruneDescriptors
{
    /// <summary>A signature that is wrong.</summary>
    public static readonly DiagnosticDescriptor WrongSignature = New(
        "PRUNE1001",
        PruneCategories.Declaration,
        DiagnosticSeverity.Error,
        "An operator signature is wrong",
        "The signature of '{0}' is not used: {1}",
        "A signature has to be readable and to name the tensor parameters of its method, in order; one that does not is not used.");

    /// <summary>An [Erasable] field in which there is no room for a gate.</summary>
    public static readonly DiagnosticDescriptor NoGateFits = New(
        "PRUNE1002",
        PruneCategories.Declaration,
        DiagnosticSeverity.Warning,
        "No gate fits into an erasable field",
        "'{0}' is offered for erasing through a gate, for which its type {1} has no room; declare it as Module<Tensor, Tensor>, or as a ModuleList of such",
        "While an optimizer that erases is attached, a gate takes the place of the module, which the type of the field has to allow.");
}
