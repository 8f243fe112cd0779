using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <content>2xxx: what <c>forward</c> does with the channels.</content>
internal static partial class PruneDescriptors
{
    /// <summary>An operation without a signature.</summary>
    public static readonly DiagnosticDescriptor UnknownOperation = new(
        "PRUNE2001",
        "An unknown operation keeps what flows into it",
        "{0}: {1}, so it keeps {2}; a method of your own can be given an [OperatorSignature]",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>A size written as a number.</summary>
    public static readonly DiagnosticDescriptor HardCodedSize = new(
        "PRUNE2002",
        "A hard-coded size would be wrong after pruning",
        "{0}: {1}, so {2} cannot be pruned; read the size from the tensor instead (x.shape[i], -1, or flatten)",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>A reader would see something other than zero, or an operation combines the channels.</summary>
    public static readonly DiagnosticDescriptor CannotBeRemoved = new(
        "PRUNE2003",
        "An operation keeps channels that cannot be removed exactly",
        "{0}: {1}, so {2} cannot be pruned",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true);

    /// <summary>Extents that never fit.</summary>
    public static readonly DiagnosticDescriptor ShapeMismatch = new(
        "PRUNE2004",
        "Sizes do not fit",
        "{0}: {1}",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>An [Erasable] that does nothing.</summary>
    public static readonly DiagnosticDescriptor NotErasable = new(
        "PRUNE2005",
        "An erasable module cannot be erased",
        "{0} is offered for erasing, and cannot be erased: {1}",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);
}
