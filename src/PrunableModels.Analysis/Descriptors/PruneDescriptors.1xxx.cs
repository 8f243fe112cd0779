using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <content>1xxx: signatures that users give.</content>
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
}
