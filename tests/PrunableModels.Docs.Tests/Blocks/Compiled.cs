using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace PrunableModels.Docs.Tests;

/// <summary>Sources as a user's project has them: the generator and all analyzers of the library run.</summary>
/// <param name="Compilation">What was compiled, what the generator wrote included.</param>
/// <param name="Diagnostics">What compiler and analyzers say, hints that are hidden left out.</param>
internal sealed record Compiled(CSharpCompilation Compilation, IReadOnlyList<Diagnostic> Diagnostics)
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp12);

    private static readonly IReadOnlyList<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly Type[] Analysis = Assembly.Load("PrunableModels.Analysis").GetTypes().Where(t => !t.IsAbstract).ToArray();

    public static SyntaxTree Source(string text, string path) => CSharpSyntaxTree.ParseText(text, Parse, path);

    public static async Task<Compiled> Of(string name, OutputKind kind, params SyntaxTree[] sources)
    {
        var written = CSharpCompilation.Create(name, sources, References, new(kind, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(All<IIncrementalGenerator>().Select(g => g.AsSourceGenerator()), parseOptions: Parse)
            .RunGeneratorsAndUpdateCompilation(written, out var generated, out var reported, TestContext.Current.CancellationToken);
        var analyzed = await generated.WithAnalyzers([.. All<DiagnosticAnalyzer>()]).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return new((CSharpCompilation)generated, [.. reported.Concat(analyzed).Where(d => d.Severity > DiagnosticSeverity.Hidden && !d.IsSuppressed)]);
    }

    private static IEnumerable<T> All<T>() => Analysis.Where(t => typeof(T).IsAssignableFrom(t)).Select(t => (T)Activator.CreateInstance(t)!);
}
