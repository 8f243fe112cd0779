using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PrunableModels.Analysis;

namespace PrunableModels.Mutations;

/// <summary>What the frontend did with a mutation.</summary>
/// <param name="Mutation">The mutation.</param>
/// <param name="Failure">What went wrong, or null.</param>
/// <param name="Elapsed">How long generator and analyzers took.</param>
/// <param name="Files">How many files were generated.</param>
internal sealed record FrontendOutcome(Mutation Mutation, string? Failure, TimeSpan Elapsed, int Files);

/// <summary>Runs the generator and every analyzer on mutated sources, as a compiler would.</summary>
internal sealed partial class FrontendRun
{
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(60);

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = MakeAnalyzers();

    private readonly MutatedZoo zoo;
    private readonly Mutator mutator;
    private readonly GeneratorDriver driver;

    public FrontendRun(LanguageVersion version, int seed)
    {
        zoo = new(ZooSources.All, new(version));
        mutator = new(ZooSources.All, zoo.Options, seed);
        driver = CSharpGeneratorDriver.Create([new PrunableGenerator().AsSourceGenerator()], parseOptions: zoo.Options);
    }

    /// <summary>Every analyzer there is.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> MakeAnalyzers() =>
        [.. typeof(PrunableAnalyzer).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)];

    /// <summary>What mutations are made of, file by file.</summary>
    public IReadOnlyDictionary<string, CSharpCompilation> Unmutated => zoo.Compilations;

    /// <summary>Runs the mutation of that number, at most so long that it counts as one that does not end.</summary>
    public FrontendOutcome Run(int number)
    {
        var mutation = mutator.Mutate(number);
        var watch = Stopwatch.StartNew();
        var run = Task.Factory.StartNew(() => Run(mutation), TaskCreationOptions.LongRunning);
        return ((IAsyncResult)run).AsyncWaitHandle.WaitOne(Hanging) ? run.GetAwaiter().GetResult() : new(mutation, "it does not end", watch.Elapsed, 0);
    }

    private FrontendOutcome Run(Mutation mutation)
    {
        var compilation = zoo.With(mutation);
        var watch = Stopwatch.StartNew();
        try
        {
            var generated = driver.RunGenerators(compilation).GetRunResult().Results[0];
            var failures = new List<string>();
            var options = new CompilationWithAnalyzersOptions(new([]), (e, analyzer, _) => failures.Add($"{analyzer.GetType().Name}: {e}"), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
            var diagnostics = compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
            var elapsed = watch.Elapsed;
            var failure = generated.Exception is { } e ? $"generator: {e}" : failures.FirstOrDefault() ?? Disagreement(generated, diagnostics);
            return new(mutation, failure, elapsed, generated.GeneratedSources.Length);
        }
        catch (Exception e)
        {
            return new(mutation, e.ToString(), watch.Elapsed, 0);
        }
    }

    // What the generator keeps because of an operation that is not known, an analyzer has to say: once for each place.
    private static string? Disagreement(GeneratorRunResult generated, ImmutableArray<Diagnostic> diagnostics)
    {
        var said = diagnostics.Where(d => d.Id == "PRUNE2001").Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return generated.GeneratedSources.SelectMany(s => Unknown().Matches(s.SourceText.ToString())).Select(m => m.Groups[1].Value)
            .FirstOrDefault(member => !said.Any(s => s.StartsWith($"{member}: ", StringComparison.Ordinal))) is { } silent
            ? $"the generator keeps a group because of an operation in {silent}, and no analyzer says so"
            : null;
    }

    [GeneratedRegex(@"is not a known operation \((\w+\.\.?\w+): ")]
    private static partial Regex Unknown();
}
