using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>The models in a folder of the repository, and everything that the analyzers say of them.</summary>
internal static class WholeModels
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string[] Built = ["bin", "obj"];

    /// <summary>Where the repository is.</summary>
    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PrunableModels.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    private static readonly ConcurrentDictionary<string, Lazy<Task<ImmutableArray<Diagnostic>>>> Said = new(StringComparer.Ordinal);

    /// <summary>What is said with a severity: file, id and message, in the order of the files.</summary>
    public static async Task<IReadOnlyList<string>> Diagnostics(string folder, DiagnosticSeverity severity)
    {
        var found = await Said.GetOrAdd(folder, f => new(() => Analyze(f))).Value;
        return [.. found.Where(d => d.Severity == severity).Select(d => $"{d.Location.SourceTree!.FilePath}: {d.Id} {d.GetMessage(null)}").Order(StringComparer.Ordinal)];
    }

    private static Task<ImmutableArray<Diagnostic>> Analyze(string folder)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Any(Built.Contains)).Order(StringComparer.Ordinal);
        var compilation = CSharpCompilation.Create(
            "Whole",
            [.. files.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), parse, Path.GetFileName(f))), CSharpSyntaxTree.ParseText(ImplicitUsings, parse)],
            ModelCompilation.References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var analyzers = typeof(DataFlowAnalyzer).Assembly.GetTypes().Where(t => !t.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(t)).Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!);
        return compilation.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }
}
