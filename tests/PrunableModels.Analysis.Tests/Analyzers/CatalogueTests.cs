using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using PrunableModels.CodeFixes;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Every diagnostic is one descriptor, one page, one line of the release file.</summary>
public sealed class CatalogueTests
{
    private const string Category = "PrunableModels.";

    public static TheoryData<string> Ids => [.. Descriptors.Select(d => d.Id)];

    private static IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
        [.. MadeOf<DiagnosticAnalyzer>(typeof(DataFlowAnalyzer)).SelectMany(a => a.SupportedDiagnostics).OrderBy(d => d.Id, StringComparer.Ordinal)];

    [Fact]
    public void No_two_diagnostics_have_one_id() => Assert.Equal(Descriptors.Count, Descriptors.DistinctBy(d => d.Id).Count());

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_page_that_starts_with_its_title(string id)
    {
        var page = File.ReadAllText(Path.Combine(Root(), HelpLink.Folder, $"{id}.md"));
        Assert.StartsWith($"# {id}: {Of(id).Title}\n", page, StringComparison.Ordinal);
        Assert.True(page.Split("```csharp").Length > 2, "a page shows what is wrong and what is right");
    }

    [Fact]
    public void Every_page_is_of_a_diagnostic() => Assert.Equal(
        Descriptors.Select(d => d.Id),
        Directory.EnumerateFiles(Path.Combine(Root(), HelpLink.Folder)).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_links_its_page_and_says_why(string id)
    {
        Assert.Equal($"src/PrunableModels.Analysis/Rules/{id}.md", Of(id).HelpLinkUri);
        Assert.EndsWith(".", Of(id).Description.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(Category, Of(id).Category, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "src/PrunableModels.Analysis/Rules/PRUNE0001.md")]
    [InlineData("", "src/PrunableModels.Analysis/Rules/PRUNE0001.md")]
    [InlineData("https://project.example/files/", "https://project.example/files/src/PrunableModels.Analysis/Rules/PRUNE0001.md")]
    public void Links_are_absolute_where_the_build_knows_the_project(string? project, string link) => Assert.Equal(link, HelpLink.Of("PRUNE0001", project));

    [Fact]
    public void The_release_file_lists_every_diagnostic_as_it_is()
    {
        var lines = File.ReadAllLines(Path.Combine(Root(), "src", "PrunableModels.Analysis", "AnalyzerReleases.Unshipped.md")).Where(l => l.StartsWith("PRUNE", StringComparison.Ordinal));
        Assert.Equal(Descriptors.Select(d => $"{d.Id} | {d.Category} | {d.DefaultSeverity} | {d.Title}"), lines);
    }

    [Fact]
    public void Code_fixes_are_of_diagnostics_and_fix_all_of_a_kind()
    {
        var fixers = MadeOf<CodeFixProvider>(typeof(NotPartialFixer)).ToList();
        Assert.All(fixers.SelectMany(f => f.FixableDiagnosticIds), id => Assert.Contains(id, Descriptors.Select(d => d.Id)));
        Assert.All(fixers, f => Assert.Contains(FixAllScope.Project, f.GetFixAllProvider()!.GetSupportedFixAllScopes()));
    }

    private static DiagnosticDescriptor Of(string id) => Descriptors.Single(d => d.Id == id);

    private static IEnumerable<T> MadeOf<T>(Type inAssemblyOf) => inAssemblyOf.Assembly.GetTypes()
        .Where(t => !t.IsAbstract && typeof(T).IsAssignableFrom(t)).Select(t => (T)Activator.CreateInstance(t)!);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PrunableModels.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
