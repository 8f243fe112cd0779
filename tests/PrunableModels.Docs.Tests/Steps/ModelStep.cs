using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace PrunableModels.Docs.Tests;

/// <summary>A step of the page that brings a model in: what it says of the change, and of what is said of the file after it.</summary>
/// <param name="Number">Which it is; 0 is the file as it was.</param>
/// <param name="Text">What the page has under its heading.</param>
internal sealed partial record ModelStep(int Number, string Text)
{
    private const string Folder = "samples/ExistingModel";
    private const string FileName = "ShapeNet.cs";

    // What a project has without being asked.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        """;

    public static IReadOnlyList<ModelStep> All { get; } =
        [.. Heading().Matches(Page).Select(m => new ModelStep(int.Parse(m.Groups[1].Value), m.Groups[2].Value))];

    /// <summary>The lines of its file: the last step's is the one that the sample runs.</summary>
    public IReadOnlyList<string> Lines { get; } =
        File.ReadAllLines(Repository.PathOf(File.Exists(Repository.PathOf($"{Folder}/Steps/{Number}.cs")) ? $"{Folder}/Steps/{Number}.cs" : $"{Folder}/{FileName}"));

    /// <summary>The lines that the page says go and come, without their indentation.</summary>
    public IReadOnlyList<string> Changes => [.. LinesOf("diff").Where(l => l[0] is '-' or '+').Select(l => $"{l[0]} {l[1..].Trim()}")];

    /// <summary>What the page says the compiler says.</summary>
    public IReadOnlyList<string> Told => LinesOf("");

    private static string Page => File.ReadAllText(Repository.PathOf($"{Folder}/README.md")).ReplaceLineEndings("\n");

    /// <summary>What the compiler says of the file.</summary>
    public async Task<IReadOnlyList<string>> Said()
    {
        var compiled = await Compiled.Of($"Step{Number}", OutputKind.DynamicallyLinkedLibrary, Compiled.Source(Usings, "Usings.cs"), Compiled.Source(string.Join('\n', Lines), FileName));
        return [.. compiled.Diagnostics.Where(d => d.Location.IsInSource).OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal).Select(Line)];
    }

    private static string Line(Diagnostic diagnostic)
    {
        var start = diagnostic.Location.GetLineSpan().StartLinePosition;
        return $"{diagnostic.Location.SourceTree?.FilePath}({start.Line + 1},{start.Character + 1}): {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage(null)}";
    }

    private string[] LinesOf(string language) =>
        [.. Fence().Matches(Text).Where(m => m.Groups[1].Value == language).SelectMany(m => m.Groups[2].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    [GeneratedRegex(@"^## Step (\d+).*?\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
