using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <content>2xxx: what <c>forward</c> does with the channels.</content>
internal static partial class PruneDescriptors
{
    /// <summary>An operation without a signature.</summary>
    public static readonly DiagnosticDescriptor UnknownOperation = New(
        "PRUNE2001",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Warning,
        "An unknown operation keeps what flows into it",
        "{0}: {1}, so it keeps {2}; a method of your own can be given an [OperatorSignature]",
        "What an operation without a signature does with the channels is not known, so all that flows into it is kept.");

    /// <summary>A size written as a number.</summary>
    public static readonly DiagnosticDescriptor HardCodedSize = New(
        "PRUNE2002",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Warning,
        "A hard-coded size would be wrong after pruning",
        "{0}: {1}, so {2} cannot be pruned; read the size from the tensor instead (x.shape[i], -1, or flatten)",
        "A size that is written down, or used as a number, would not be true any more when channels are removed.");

    /// <summary>An operation combines the channels.</summary>
    public static readonly DiagnosticDescriptor CannotBeRemoved = New(
        "PRUNE2003",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Info,
        "An operation keeps channels that cannot be removed exactly",
        "{0}: {1}, so {2} cannot be pruned",
        "An operation combines the channels with each other, as softmax over them does, so none of them can be left out.");

    /// <summary>Extents that never fit.</summary>
    public static readonly DiagnosticDescriptor ShapeMismatch = New(
        "PRUNE2004",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Warning,
        "Sizes do not fit",
        "{0}: {1}",
        "Two extents have to be equal and are not, for any value of the constructor's parameters.");

    /// <summary>An [Erasable] that does nothing.</summary>
    public static readonly DiagnosticDescriptor NotErasable = New(
        "PRUNE2005",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Warning,
        "An erasable module cannot be erased",
        "{0} is offered for erasing, and cannot be erased: {1}",
        "What a module gives can be erased where all that reads it are sums or concatenations, which do without it.");

    /// <summary>A reader would see something other than zero.</summary>
    public static readonly DiagnosticDescriptor NotZero = New(
        "PRUNE2006",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Info,
        "A channel that is removed would be read as another number than zero",
        "{0}: {1}, so {2} cannot be pruned",
        "A channel is removed where all that read it would have read zero. A constant that was added, or sigmoid, makes another number of it.");

    /// <summary>A LayerNorm in a field of that type.</summary>
    public static readonly DiagnosticDescriptor HeldNorm = New(
        "PRUNE2007",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Info,
        "A LayerNorm cannot keep its width where it is held as one",
        "{0}: {1}, so {2} cannot be pruned",
        "LayerNorm divides by the number of channels. To go on with the original number it is exchanged for another module, which the type of its field has to allow.");

    /// <summary>Sizes that are known when the model is built.</summary>
    public static readonly DiagnosticDescriptor Undecided = New(
        "PRUNE2008",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Info,
        "What can be pruned is decided when the model is built",
        "{0}: {1}; whether {2} can be pruned is decided with the sizes that the model is built with",
        "Sizes come from constructor parameters or configurations, and whether they fit together is not known before they have values.");

    /// <summary>A branch on data.</summary>
    public static readonly DiagnosticDescriptor DataBranch = New(
        "PRUNE2009",
        PruneCategories.DataFlow,
        DiagnosticSeverity.Info,
        "The model branches on what a tensor holds",
        "{0}: which way the model goes depends on data ({1}), so only what can be pruned either way is",
        "A condition on the numbers in a tensor may hold in one call and not in the next, so a channel goes only where both ways let it go.");
}
