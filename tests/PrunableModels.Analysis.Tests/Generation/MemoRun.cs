using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>A generator that is run over one edit after the other, and compared with one that starts anew.</summary>
internal sealed class MemoRun
{
    private readonly ConcurrentQueue<string> read = new();
    private GeneratorDriver driver;

    public MemoRun(CSharpCompilation compilation)
    {
        driver = ModelCompilation.Driver(read.Enqueue);
        Compilation = compilation;
        Run(compilation);
    }

    /// <summary>The compilation of the last run.</summary>
    public CSharpCompilation Compilation { get; private set; }

    /// <summary>The classes that the last run read.</summary>
    public IReadOnlyList<string> Read { get; private set; } = [];

    /// <summary>Runs over an edited compilation; what comes out must be what a new generator gives.</summary>
    /// <param name="edited">The compilation.</param>
    /// <param name="edit">What the edit was, for the message.</param>
    public void Run(CSharpCompilation edited, string edit = "")
    {
        read.Clear();
        Compilation = edited;
        driver = driver.RunGenerators(edited, TestContext.Current.CancellationToken);
        Read = [.. read.Order(StringComparer.Ordinal)];
        var cold = ModelCompilation.Driver().RunGenerators(edited, TestContext.Current.CancellationToken);
        var (expected, actual) = (Lines(cold), Lines(driver));
        var at = Enumerable.Range(0, Math.Min(expected.Count, actual.Count)).FirstOrDefault(i => expected[i] != actual[i], -1);
        Assert.True(expected.SequenceEqual(actual), $"{edit}: a first run gives '{expected.ElementAtOrDefault(at)}', this one '{actual.ElementAtOrDefault(at)}'");
    }

    /// <summary>Replaces a text in a file and runs.</summary>
    public void Edit(string file, string from, string to)
    {
        var tree = Compilation.SyntaxTrees.Single(t => t.FilePath == file);
        var text = tree.ToString();
        Assert.Contains(from, text, StringComparison.Ordinal);
        Run(Compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text.Replace(from, to)))), $"{from} to {to}");
    }

    /// <summary>What the last run generated.</summary>
    public IReadOnlyDictionary<string, string> Files => Generated(driver);

    private static List<string> Lines(GeneratorDriver driver) => [.. Generated(driver).SelectMany(f => f.Value.Split('\n').Prepend(f.Key))];

    private static SortedDictionary<string, string> Generated(GeneratorDriver driver) =>
        new(driver.GetRunResult().Results[0].GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString()), StringComparer.Ordinal);
}
