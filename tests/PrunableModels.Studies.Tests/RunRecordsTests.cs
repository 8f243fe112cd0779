using PrunableModels.Tests;
using Xunit;

namespace PrunableModels.Studies.Tests;

public sealed class RunRecordsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("runs.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_finished_run_is_found_after_the_next_start()
    {
        Keep(Examples.Run);

        using var records = new RunRecords(Path);

        Assert.Equal(Examples.Result, records.Find(Examples.Run));
    }

    public static TheoryData<string> Alterations => [.. Altered.Keys];

    private static IReadOnlyDictionary<string, RunSettings> Altered { get; } = new Dictionary<string, RunSettings>
    {
        ["seed"] = Examples.Run with { Seed = 2 },
        ["sparsity"] = Examples.Run with { Sparsity = 0.6 },
        ["variant"] = Examples.Run with { Variant = Variant.OneBatch },
        ["method"] = Examples.Run with { Method = PruningMethod.OneShot },
        ["network"] = Examples.Run with { Network = Network.Vgg11 },
        ["shape"] = Examples.Run with { Shape = "larger" },
        ["data"] = Examples.Run with { Data = "other" },
        ["steps"] = Examples.Run with { Recipe = Examples.Run.Recipe with { Steps = 21 } },
        ["momentum"] = Examples.Run with { Recipe = Examples.Run.Recipe with { Momentum = 0.8 } },
        ["periods"] = Examples.Run with { Schedule = Examples.Run.Schedule! with { Periods = 3 } },
        ["no schedule"] = Examples.Run with { Schedule = null },
    };

    [Theory]
    [MemberData(nameof(Alterations))]
    public void A_run_with_another_setting_is_another(string alteration)
    {
        Keep(Examples.Run);

        using var records = new RunRecords(Path);

        Assert.Null(records.Find(Altered[alteration]));
    }

    [Fact]
    public void A_line_that_a_kill_cut_off_is_dropped_and_the_file_goes_on_behind_the_whole_ones()
    {
        Keep(Examples.Run);
        var whole = File.ReadAllText(Path);
        File.AppendAllText(Path, whole[..(whole.Length / 2)]);

        Keep(Altered["seed"]);

        using var records = new RunRecords(Path);
        Assert.NotNull(records.Find(Examples.Run));
        Assert.NotNull(records.Find(Altered["seed"]));
    }

    [Fact]
    public void A_whole_line_that_is_no_record_is_refused_with_its_number_and_the_file_stays()
    {
        Keep(Examples.Run);
        File.AppendAllText(Path, "{}\nnonsense\n");
        var before = File.ReadAllText(Path);

        var e = Assert.Throws<InvalidDataException>(() => new RunRecords(Path));

        Assert.Contains("line 2", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path));
    }

    [Fact]
    public void A_file_that_another_study_has_open_is_refused()
    {
        using var records = new RunRecords(Path);

        Assert.Throws<IOException>(() => new RunRecords(Path));
    }

    private void Keep(RunSettings run)
    {
        using var records = new RunRecords(Path);
        records.Add(run, Examples.Result);
    }
}
