using PrunableModels.Zoo.Tests.Completeness;
using Xunit;

namespace PrunableModels.Zoo.Tests;

/// <summary>
/// What can be removed is offered. Structures that the analysis keeps are removed by trying, and compared with the model in which
/// they are zero: none may turn out to be removable after all. The search needs nothing from the analysis but what it keeps. All
/// models are searched alike; how far that got is written to the test's output.
/// </summary>
/// <remarks>
/// Beyond the search are structures that need more layers together than <see cref="Depth"/> or more trials than there are, those that
/// are exact only if something is made up for (but for LayerNorm, which counts on), recurrent layers and attention as one layer, and
/// models that call their layers past their hooks.
/// </remarks>
public sealed class CompletenessTests
{
    // So many layers' channels together, so many trials from one start, so many trials of one model.
    private const int Depth = 12;
    private const int TrialsOfStart = 40;
    private const int Trials = 300;

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_that_can_be_removed_is_kept(string name)
    {
        var model = Models.Find(name);
        using var subject = new Subject(model, 0);
        var kept = KeptGroups.Try(subject).ToList();
        var search = new Search(subject, Depth, TrialsOfStart, Trials).Go();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{search.StartsTried} of {search.StartsInAll} starts, {search.Made} sets of channels tried, of which {search.Ran} ran; {subject.Unseen} layers not seen; kept groups: {string.Join(", ", kept.GroupBy(k => k.Verdict).Select(g => $"{g.Count()} {g.Key}"))}");

        var removable = Removable.Of(model, search, kept);
        Assert.Equal("", string.Join('\n', removable.Select(r => r.Words)));
    }
}
