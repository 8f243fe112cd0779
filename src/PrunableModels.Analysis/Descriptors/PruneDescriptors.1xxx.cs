using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <content>1xxx: what users say in attributes.</content>
internal static partial class PruneDescriptors
{
    /// <summary>A signature that is wrong.</summary>
    public static readonly DiagnosticDescriptor WrongSignature = new(
        "PRUNE1001",
        "An operator signature is wrong",
        "The signature of '{0}' is not used: {1}",
        PruneCategories.Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>An [Erasable] field in which there is no room for a gate.</summary>
    public static readonly DiagnosticDescriptor NoGateFits = new(
        "PRUNE1002",
        "No gate fits into an erasable field",
        "'{0}' is offered for erasing through a gate, for which its type {1} has no room; declare it as Module<Tensor, Tensor>, or as a ModuleList of such",
        PruneCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);
}
