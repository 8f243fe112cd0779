using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace PrunableModels.Docs.Tests;

/// <summary>Whoever sees a diagnostic finds it in the guide.</summary>
public sealed partial class DiagnosticTableTests
{
    private const string Page = $"{Repository.Guide}/troubleshooting.md";

    [Fact]
    public void Troubleshooting_has_a_row_for_every_diagnostic_with_its_severity()
    {
        var written = File.ReadAllLines(Repository.PathOf(Page)).Where(l => l.StartsWith("| PRUNE", StringComparison.Ordinal) && !l.StartsWith("| PRUNEB", StringComparison.Ordinal)).Select(l => string.Join(" |", l.Split(" |").Take(2)));
        Assert.Equal(Descriptors().OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => $"| {d.Id} | {Words(d.DefaultSeverity)}"), written);
    }

    [Fact]
    public void It_has_a_row_for_every_warning_of_the_build()
    {
        var written = File.ReadAllLines(Repository.PathOf(Page)).Where(l => l.StartsWith("| PRUNEB", StringComparison.Ordinal)).Select(l => string.Join(" |", l.Split(" |").Take(2)));
        var given = Directory.GetFiles(Repository.PathOf("src/PrunableModels.Build"), "*.cs").SelectMany(f => BuildWarning().Matches(File.ReadAllText(f))).Select(m => m.Value);
        Assert.Equal(given.Distinct().Order(StringComparer.Ordinal).Select(id => $"| {id} | warning"), written);
    }

    [GeneratedRegex(@"PRUNEB\d{3}")]
    private static partial Regex BuildWarning();

    private static IEnumerable<DiagnosticDescriptor> Descriptors() => Assembly.Load("PrunableModels.Analysis").GetTypes()
        .Where(t => !t.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(t))
        .SelectMany(t => ((DiagnosticAnalyzer)Activator.CreateInstance(t)!).SupportedDiagnostics)
        .DistinctBy(d => d.Id);

    private static string Words(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "information",
    };
}
