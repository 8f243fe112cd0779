using Microsoft.CodeAnalysis;
using PrunableModels.Core;

namespace PrunableModels.Analysis;

/// <summary>Names of types as reflection gives them: what a live instance's type is compared with.</summary>
internal static class MetadataNames
{
    /// <summary>Such as <c>Zoo.ResNet+BasicBlock</c>.</summary>
    public static string Of(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{Of(outer.OriginalDefinition)}+{type.MetadataName}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.MetadataName}"
        : TypeIds.OfUser(type.MetadataName);
}
