using Xunit;

namespace PrunableModels.Docs.Tests;

/// <summary>The page that brings a model in step by step says what happens.</summary>
public sealed class ModelStepTests
{
    private const int Last = 6;

    public static TheoryData<int> Steps => [.. Enumerable.Range(0, Last + 1)];

    [Fact]
    public void The_steps_are_numbered() => Assert.Equal(Enumerable.Range(0, Last + 1), ModelStep.All.Select(s => s.Number));

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task What_the_compiler_says_is_what_the_page_shows(int number)
    {
        var step = ModelStep.All[number];
        Assert.Equal(step.Told, await step.Said());
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void What_changes_is_what_the_page_shows(int number)
    {
        var (before, after) = (Trimmed(Math.Max(0, number - 1)), Trimmed(number));
        var changes = ModelStep.All[number].Changes;
        var (gone, come) = (Marked(changes, '-'), Marked(changes, '+'));
        Assert.Equal(Without(before, after), Without(gone, come));
        Assert.Equal(Without(after, before), Without(come, gone));
        Assert.Empty(gone.Except(before));
    }

    private static List<string> Marked(IEnumerable<string> changes, char mark) => [.. changes.Where(l => l[0] == mark).Select(l => l[2..])];

    private static List<string> Trimmed(int number) => [.. ModelStep.All[number].Lines.Select(l => l.Trim())];

    /// <summary>The lines of the one that the other has not, as often as that is so.</summary>
    private static IEnumerable<string> Without(List<string> lines, List<string> others) => lines
        .CountBy(l => l)
        .SelectMany(l => Enumerable.Repeat(l.Key, Math.Max(0, l.Value - others.Count(o => o == l.Key))))
        .Order(StringComparer.Ordinal);
}
