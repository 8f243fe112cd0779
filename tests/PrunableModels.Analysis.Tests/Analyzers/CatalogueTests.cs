using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace PrunableModels.Analysis.Tests;

public sealed class CatalogueTests
{
    public static TheoryData<string> Ids => [.. Descriptors.Select(d => d.Id)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors =>
        new DiagnosticAnalyzer[] { new DeclarationAnalyzer(), new SignatureAnalyzer(), new ErasableAnalyzer(), new DataFlowAnalyzer() }.SelectMany(a => a.SupportedDiagnostics);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_page_that_starts_with_its_title(string id)
    {
        var descriptor = Descriptors.Single(d => d.Id == id);
        var page = File.ReadAllText(Path.Combine(Root(), "src", "PrunableModels.Analysis", "Rules", $"{id}.md"));
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        Assert.True(page.Split("```csharp").Length > 2, "a page shows what is wrong and what is right");
    }

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
