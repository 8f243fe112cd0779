using PrunableModels.Zoo.Tests.Completeness;
using Xunit;

namespace PrunableModels.Zoo.Tests;

/// <summary>
/// What can be removed is offered. Structures that the analysis keeps are removed by trying, and compared with the model in which
/// they are zero: none may turn out to be removable after all.
/// </summary>
public sealed class CompletenessTests
{
    // So many layers' channels together, so many trials from one start, so many trials of one model.
    private const int Depth = 12;
    private const int RunsOfStart = 40;
    private const int Runs = 200;

    // Larger models take too long to run that often.
    private const long LargestSize = 150_000;

    // Structures that can be removed and are kept all the same, by model and trial or group, with the reason why that is accepted.
    private static readonly Dictionary<string, string> Accepted = new(StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_that_can_be_removed_is_kept(string name)
    {
        var model = Models.Find(name);
        using var subject = new Subject(model, 0);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var search = new Search(subject, Depth, RunsOfStart, Runs).Go();
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {search.StartsTried} of {search.StartsInAll} starts, {search.Runs} trials, {search.Ran} ran, {search.Found.Count} agreed");
        var kept = KeptGroups.Try(subject).ToList();
        File.AppendAllText("/tmp/comp/out.txt", $"{name}: {search.StartsTried} of {search.StartsInAll} starts, {search.Runs} trials, {search.Ran} ran; kept {string.Join(" ", kept.GroupBy(k => k.Verdict).Select(g => $"{g.Key} {g.Count()}"))}; {watch.Elapsed.TotalSeconds:F2} s\n"
            + string.Concat(search.Found.Select(f => $"   FOUND {f} {Confirm(model, f)}\n")) + string.Concat(kept.Where(k => k.Verdict == Verdict.Agrees).Select(k => $"   KEPT {k.Kept.Group.Id} {k.Kept.Reason}\n")));
    }

    private static bool Confirm(ZooModel model, Trial trial) => Enumerable.Range(1, 3).All(seed =>
    {
        using var other = new Subject(model, seed);
        if (trial.On(other).Run(other).Verdict != Verdict.Agrees)
        {
            return false;
        }

        other.Train();
        return trial.On(other).Run(other).Verdict == Verdict.Agrees;
    });
}
