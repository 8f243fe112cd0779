using System.Text.RegularExpressions;

namespace PrunableModels.Docs.Tests;

/// <summary>A page that a user reads: README, one of the guide, or that of a sample.</summary>
/// <param name="File">Its path from the root of the repository, with slashes.</param>
internal sealed partial record DocumentPage(string File)
{
    public static IReadOnlyList<DocumentPage> Guide { get; } = In(Repository.Guide, "*.md");

    public static IReadOnlyList<DocumentPage> Samples { get; } = [.. Directory.GetDirectories(Repository.PathOf("samples")).SelectMany(folder => In($"samples/{Path.GetFileName(folder)}", "README.md")).OrderBy(p => p.File, StringComparer.Ordinal)];

    public static IReadOnlyList<DocumentPage> All { get; } = [new("README.md"), .. Guide, .. Samples];

    /// <summary>What it is called for short: a sample's by its folder.</summary>
    public string Name => File.StartsWith("samples/", StringComparison.Ordinal) ? File.Split('/')[1] : Path.GetFileNameWithoutExtension(File);

    public string Text { get; } = System.IO.File.ReadAllText(Repository.PathOf(File)).ReplaceLineEndings("\n");

    /// <summary>The programs that it shows.</summary>
    public IEnumerable<CodeBlock> Blocks => CSharp().Matches(Text).Select(m => new CodeBlock(this, Text[..m.Index].Count(c => c == '\n') + 1, m.Groups[1].Value) { Output = m.Groups[2] is { Success: true, Value: var shown } ? shown : null });

    /// <summary>Where its links lead, those into the net left out.</summary>
    public IEnumerable<string> Links => Link().Matches(Prose).Select(m => m.Groups[1].Value).Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>The paths from the root of the repository that it names.</summary>
    public IEnumerable<string> Paths => Named().Matches(Text).Select(m => m.Value.TrimEnd('/', '.'));

    /// <summary>The anchors of its headings, as Markdown is usually rendered.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(Prose).Select(m => NotInAnchors().Replace(m.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private static IReadOnlyList<DocumentPage> In(string folder, string pattern) =>
        [.. Directory.GetFiles(Repository.PathOf(folder), pattern).Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(name => new DocumentPage($"{folder}/{name}"))];

    private string Prose => Fenced().Replace(Text, "");

    // A block without a language right behind a program is what that writes.
    [GeneratedRegex("^```csharp\n(.*?)^```\n(?:\n```\n(.*?)^```)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<=[\s`(])(?:src|tests|samples|docs)/[\w./-]+")]
    private static partial Regex Named();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
