using System.Collections.Concurrent;
using Xunit;

namespace PrunableModels.Zoo.Tests;

/// <summary>Soundness: whatever the layers and however they are wired, what is offered can be removed.</summary>
public sealed class ExactnessTests
{
    private const int Parts = 4;
    private const int CasesOfPart = 1500;

    public static TheoryData<int> PartNumbers() => [.. Enumerable.Range(1, Parts)];

    // The sum of all parts is the test's, so that it tells of every operator.
    private static readonly ConcurrentDictionary<int, Lazy<ExactnessRun>> Runs = new();

    [Theory]
    [MemberData(nameof(PartNumbers))]
    public void What_is_offered_can_be_removed(int part)
    {
        var run = Run(part);
        TestContext.Current.TestOutputHelper?.WriteLine($"{run.WithGroups} of {run.Cases} with groups, {run.Removed} structures removed, largest difference {run.LargestDifference:E1}, {run.NotFinite} not finite");
        Assert.True(run.WithGroups > CasesOfPart * 2 / 5, $"{run.WithGroups} with groups");
        Assert.True(run.NotFinite < CasesOfPart / 100, $"{run.NotFinite} not finite");
    }

    [Fact]
    public void Structures_that_can_be_removed_flow_through_every_operator()
    {
        var runs = Enumerable.Range(1, Parts).Select(Run).ToList();
        Assert.DoesNotContain(runs[0].Flowing.Keys, o => runs.All(r => r.Flowing[o] == 0));
    }

    private static ExactnessRun Run(int part) => Runs.GetOrAdd(part, p => new(() => ExactnessRun.Of(CasesOfPart, p))).Value;
}
