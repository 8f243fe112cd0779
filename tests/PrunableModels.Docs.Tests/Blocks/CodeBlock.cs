using System.Text.RegularExpressions;

namespace PrunableModels.Docs.Tests;

/// <summary>A program that a page shows.</summary>
/// <param name="Page">The page.</param>
/// <param name="Line">The line that it begins at.</param>
/// <param name="Text">The program.</param>
internal sealed partial record CodeBlock(DocumentPage Page, int Line, string Text)
{
    /// <summary>What it writes to the console, where the page shows that.</summary>
    public string? Output { get; init; }

    public string Name => $"{Page.Name}:{Line}";

    /// <summary>The diagnostics that its comments name: it gives these and no others.</summary>
    public IReadOnlyList<string> Diagnostics => [.. Named().Matches(Text).SelectMany(m => Id().Matches(m.Value)).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("//.*$", RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(?:PRUNE|CS)\d{4}\b")]
    private static partial Regex Id();
}
