using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Mutations;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>
/// Half-typed code is the frontend's normal input: whatever tokens are missing, doubled, swapped or pasted, generator and analyzers
/// neither throw nor hang, and say the same.
/// </summary>
public sealed class HalfTypedTests
{
    private const int Mutations = 500;

    // Other tests run at the same time and slow all mutations alike; the suite of the benchmarks holds them to one second.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private const int TimesTheMedian = 60;

    private static readonly FrontendRun Frontend = new(LanguageVersion.Latest, seed: 1);

    [Fact]
    public void Mutated_models_are_read_without_an_exception()
    {
        var outcomes = Compiler.Share(Enumerable.Range(0, Mutations)).AsParallel().WithDegreeOfParallelism(2).Select(Frontend.Run).ToList();
        Assert.All(outcomes, o => Assert.True(o.Failure is null, $"mutation {o.Mutation.Number}: {o.Mutation.Changes}\n{o.Failure}\n{o.Mutation.Text}"));
        var longest = TimeSpan.FromTicks(Math.Max(Longest.Ticks, TimesTheMedian * outcomes.Select(o => o.Elapsed.Ticks).Order().ElementAt(outcomes.Count / 2)));
        var slow = outcomes.Where(o => o.Elapsed > longest).Select(o => Frontend.Run(o.Mutation.Number));
        Assert.All(slow, o => Assert.True(o.Elapsed < longest, $"{o.Elapsed} for mutation {o.Mutation.Number}: {o.Mutation.Changes}\n{o.Mutation.Text}"));
        Assert.InRange(outcomes.Count(o => o.Files > 0), outcomes.Count / 2, outcomes.Count);
    }

    [Fact]
    public void What_is_mutated_compiles_before() =>
        Assert.All(Frontend.Unmutated.Values, c => Assert.Empty(c.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error)));
}
