using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PrunableModels.Analysis;
using PrunableModels.CodeFixes;
using PrunableModels.Mutations;

namespace PrunableModels.Typing;

/// <summary>What happened after a key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Analyzers">How long all analyzers took; what the compiler binds for its own diagnostics is not in it.</param>
/// <param name="Generator">How long the generator took, with what it makes the compiler bind.</param>
/// <param name="Diagnostics">What the analyzers said of the file.</param>
/// <param name="Fixes">How many fixes were offered and made.</param>
/// <param name="Failures">What was thrown.</param>
internal sealed record TypedKey(Keystroke Key, TimeSpan Analyzers, TimeSpan Generator, IReadOnlyList<Diagnostic> Diagnostics, int Fixes, IReadOnlyList<string> Failures);

/// <summary>
/// A file that is typed in a workspace. After every key the generator runs, then the compiler and all analyzers on that file, as for an
/// open file of an editor; at pauses every fix for what they say is made.
/// </summary>
internal sealed class TypingSession : IDisposable
{
    private static readonly ImmutableArray<CodeFixProvider> Fixers =
        [.. typeof(NotPartialFixer).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(CodeFixProvider))).Select(t => (CodeFixProvider)Activator.CreateInstance(t)!)];

    private readonly AdhocWorkspace workspace = new();
    private readonly ImmutableArray<DiagnosticAnalyzer> analyzers = FrontendRun.MakeAnalyzers();
    private readonly DocumentId typed;
    private Solution solution;
    private GeneratorDriver driver;

    /// <summary>Opens a file of a compilation, empty, beside the others.</summary>
    public TypingSession(CSharpCompilation compilation, string file)
    {
        var options = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Zoo", "Zoo", LanguageNames.CSharp, compilationOptions: compilation.Options, parseOptions: options, metadataReferences: compilation.References));
        solution = project.Solution;
        foreach (var tree in compilation.SyntaxTrees)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(project.Id), tree.FilePath, tree.FilePath == file ? SourceText.From("") : tree.GetText(), filePath: tree.FilePath);
        }

        typed = solution.GetDocumentIdsWithFilePath(file).Single();
        driver = CSharpGeneratorDriver.Create([new PrunableGenerator().AsSourceGenerator()], parseOptions: options);
    }

    /// <summary>Presses a key.</summary>
    public async Task<TypedKey> Press(Keystroke key, CancellationToken token = default)
    {
        var failures = new List<string>();
        solution = solution.WithDocumentText(typed, Changed(await Document.GetTextAsync(token), key.Text));
        var compilation = (await Document.Project.GetCompilationAsync(token))!;
        var watch = Stopwatch.StartNew();
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, token);
        var generator = watch.Elapsed;
        if (driver.GetRunResult().Results[0].Exception is { } thrown)
        {
            failures.Add($"generator: {thrown}");
        }

        var options = new CompilationWithAnalyzersOptions(new([]), (e, analyzer, _) => Fail($"{analyzer.GetType().Name}: {e}"), concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var model = generated.GetSemanticModel((await Document.GetSyntaxTreeAsync(token))!);
        var result = await generated.WithAnalyzers(analyzers, options).GetAnalysisResultAsync(model, null, token);
        var diagnostics = result.GetAllDiagnostics();
        var fixes = key.IsPause ? await Fix(diagnostics, Fail, token) : 0;
        return new(key, new(analyzers.Sum(a => result.AnalyzerTelemetryInfo[a].ExecutionTime.Ticks)), generator, diagnostics, fixes, failures);

        void Fail(string failure)
        {
            lock (failures)
            {
                failures.Add(failure);
            }
        }
    }

    /// <summary>What the analyzers say of the same sources where nothing was seen of them before.</summary>
    public async Task<IReadOnlyList<Diagnostic>> Anew(CancellationToken token = default)
    {
        SharedAnalyses.Clear();
        var trees = new List<SyntaxTree>();
        foreach (var document in Document.Project.Documents)
        {
            trees.Add(CSharpSyntaxTree.ParseText(await document.GetTextAsync(token), (CSharpParseOptions)document.Project.ParseOptions!, document.FilePath!, token));
        }

        var compilation = CSharpCompilation.Create(Document.Project.AssemblyName, trees, Document.Project.MetadataReferences, (CSharpCompilationOptions)Document.Project.CompilationOptions!);
        var said = await compilation.WithAnalyzers(FrontendRun.MakeAnalyzers()).GetAnalyzerDiagnosticsAsync(token);
        return [.. said.Where(d => d.Location.SourceTree?.FilePath == Document.FilePath)];
    }

    /// <inheritdoc/>
    public void Dispose() => workspace.Dispose();

    private Document Document => solution.GetDocument(typed)!;

    // An editor says what was inserted, so that the tree is parsed anew there alone.
    private static SourceText Changed(SourceText before, string text)
    {
        var old = before.ToString();
        var start = old.Zip(text).TakeWhile(c => c.First == c.Second).Count();
        var end = old.Reverse().Zip(text.Reverse()).Take(Math.Min(old.Length, text.Length) - start).TakeWhile(c => c.First == c.Second).Count();
        return before.WithChanges(new TextChange(TextSpan.FromBounds(start, old.Length - end), text[start..(text.Length - end)]));
    }

    private async Task<int> Fix(ImmutableArray<Diagnostic> diagnostics, Action<string> fail, CancellationToken token)
    {
        var fixes = 0;
        foreach (var (diagnostic, fixer) in diagnostics.SelectMany(d => Fixers.Where(f => f.FixableDiagnosticIds.Contains(d.Id)), (d, f) => (d, f)))
        {
            try
            {
                var actions = new List<CodeAction>();
                await fixer.RegisterCodeFixesAsync(new(Document, diagnostic, (action, _) => actions.Add(action), token));
                foreach (var action in actions)
                {
                    await action.GetOperationsAsync(token);
                    fixes++;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                fail($"{fixer.GetType().Name}: {e}");
            }
        }

        return fixes;
    }
}
