namespace PrunableModels.Core;

/// <summary>What a compact class is called.</summary>
/// <param name="ClassName">The name of the class.</param>
/// <param name="Namespace">Its namespace, or null for the global one.</param>
public sealed record CompactClassOptions(string ClassName, string? Namespace = null);
