using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>
/// The diagnostics, by thousands: 0 the declaration of a model, 1 what its fields and attributes say and what is registered, 2 what
/// <c>forward</c> does with the channels, 4 what is good to know.
/// </summary>
internal static partial class PruneDescriptors
{
    private static DiagnosticDescriptor New(string id, string category, DiagnosticSeverity severity, string title, string message, string description) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, description, HelpLink.Of(id));
}
