using Xunit;

namespace PrunableModels.Zoo.Tests;

/// <summary>Soundness: whatever the layers and however they are wired, what is offered can be removed.</summary>
public sealed class ExactnessTests
{
    private const int Parts = 4;
    private const int CasesOfPart = 2500;

    public static TheoryData<int> PartNumbers() => [.. Enumerable.Range(1, Parts)];

    [Theory]
    [MemberData(nameof(PartNumbers))]
    public void What_is_offered_can_be_removed(int part)
    {
        var run = ExactnessRun.Of(CasesOfPart, part);
        TestContext.Current.TestOutputHelper?.WriteLine($"{run.WithGroups} of {run.Cases} with groups, {run.Removed} structures removed, largest difference {run.LargestDifference:E1}, {run.NotFinite} not finite");
        Assert.True(run.WithGroups > CasesOfPart * 2 / 5, $"{run.WithGroups} with groups");
        Assert.True(run.NotFinite < CasesOfPart / 100, $"{run.NotFinite} not finite");
    }
}
