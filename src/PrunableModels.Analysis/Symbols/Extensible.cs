using Microsoft.CodeAnalysis;

namespace PrunableModels.Analysis;

/// <summary>Whether a generated part can be added to a class, whatever its modifiers say.</summary>
internal static class Extensible
{
    /// <summary>Why it cannot, or null.</summary>
    public static string? WhyNot(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.Arity > 0)
            {
                return $"'{current.Name}' is generic, and what can be pruned depends on what its parameters stand for; annotate a class that derives from it";
            }

            if (current.IsFileLocal)
            {
                return $"'{current.Name}' is visible in its file alone";
            }
        }

        return null;
    }
}
