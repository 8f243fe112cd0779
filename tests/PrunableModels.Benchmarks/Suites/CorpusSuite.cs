using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PrunableModels.Analysis;
using PrunableModels.Core;
using PrunableModels.Mutations;

namespace PrunableModels.Benchmarks;

/// <summary>Model sources in a folder, as they were written for anything but this library: how much of them is understood.</summary>
internal sealed class CorpusSuite : ISuite
{
    private const string RootsFile = "roots.txt";

    public string Name => "corpus";

    public string Description => "the models in the C# files of a folder: all understood, no operation opaque, no exception";

    public bool TakesFolder => true;

    public SuiteResult Run(SuiteOptions options)
    {
        if (!Directory.Exists(options.Folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{options.Folder}'.");
        }

        var plain = CorpusCompilation.Of(options.Folder);
        var file = Path.Combine(options.Folder, RootsFile);
        var named = File.Exists(file) ? File.ReadAllLines(file).Select(l => l.Trim()).Where(l => l.Length > 0).ToList() : null;
        var compilation = CorpusRoots.Annotate(plain, CorpusRoots.Of(plain, Symbols(plain), named));
        var symbols = Symbols(compilation);
        var models = CorpusRoots.Of(plain, Symbols(plain), named).Select(r => CorpusModel.Of(r, compilation, symbols)).ToList();
        var (generated, generatorFailure) = Generate(compilation);
        var generatedErrors = Errors(generated.GetDiagnostics().Where(d => d.Location.SourceTree is { } tree && !compilation.ContainsSyntaxTree(tree)));
        var warnings = generated.WithAnalyzers(FrontendRun.MakeAnalyzers()).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().Where(d => d.Severity >= DiagnosticSeverity.Warning).ToList();
        var exceptions = models.Count(m => m.Exception is not null) + (generatorFailure is null ? 0 : 1);
        var (understood, opaque) = (models.Count(m => m.IsUnderstood), models.Sum(m => m.Opaque.Count));
        return new(
            ["model", "understood", "operations", "opaque", "prunable groups", "kept groups", "ms"],
            [.. models.Select(Describe)],
            [
                $"{plain.SyntaxTrees.Count() - 1} files with {Errors(plain.GetDiagnostics())} compile errors",
                .. named?.Where(n => models.All(m => m.Name != n && TypeIds.Short(m.Name) != n)).Select(n => $"there is no module '{n}'") ?? [],
                .. models.SelectMany(Notes),
                $"{warnings.Count} warnings of the analyzers, each to be judged by a reader",
                .. warnings.Select(Describe),
                .. generatorFailure is null ? Array.Empty<string>() : [$"generator: {generatorFailure.ReplaceLineEndings(" ")}"],
            ],
            [
                new("models", $"{models.Count}", ">= 1", models.Count > 0),
                new("exceptions", $"{exceptions}", "0", exceptions == 0),
                new("opaque operations", $"{opaque}", "0", opaque == 0),
                new("models understood", $"{understood} of {models.Count}", "all", understood == models.Count),
                new("errors in generated files", $"{generatedErrors}", "0", generatedErrors == 0),
            ]);
    }

    private static TorchSymbols Symbols(CSharpCompilation compilation) =>
        TorchSymbols.Of(compilation) ?? throw new InvalidOperationException("TorchSharp is not among the references of the benchmarks.");

    private static (Compilation Generated, string? Failure) Generate(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create([new PrunableGenerator().AsSourceGenerator()], parseOptions: CorpusCompilation.Parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var diagnostics);
        return (generated, diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString()).FirstOrDefault());
    }

    // Where it is in the file, not where on this machine.
    private static string Describe(Diagnostic d) =>
        FormattableString.Invariant($"{Path.GetFileName(d.Location.SourceTree?.FilePath)}({d.Location.GetLineSpan().StartLinePosition.Line + 1}): {d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}");

    private static int Errors(IEnumerable<Diagnostic> diagnostics) => diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error);

    private static Row Describe(CorpusModel m) => new(
        [m.Name, m.IsUnderstood ? "yes" : "no", $"{m.Operations}", $"{m.Opaque.Count}", $"{m.Prunable}", $"{m.Kept.Count}", $"{m.Elapsed.TotalMilliseconds:F0}"],
        new()
        {
            ["model"] = m.Name, ["understood"] = m.IsUnderstood, ["operations"] = m.Operations, ["prunable"] = m.Prunable, ["problem"] = m.Problem, ["exception"] = m.Exception, ["milliseconds"] = m.Elapsed.TotalMilliseconds,
            ["opaque"] = new JsonArray([.. m.Opaque.Select(o => JsonValue.Create(o))]), ["kept"] = new JsonArray([.. m.Kept.Select(k => JsonValue.Create(k))]),
        });

    private static IEnumerable<string> Notes(CorpusModel m) =>
    [
        .. new[] { m.Problem, m.Exception?.ReplaceLineEndings(" ") }.OfType<string>().Select(p => $"{m.Name}: {p}"),
        .. m.Opaque.Select(o => $"{m.Name} opaque {o}"),
        .. m.Kept.GroupBy(k => k[(k.IndexOf(": ", StringComparison.Ordinal) + 2)..]).Select(g => $"{m.Name} keeps {g.Count()}: {g.Key}"),
    ];
}
