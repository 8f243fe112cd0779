using PrunableModels.Tests.Files;
using Xunit;

namespace PrunableModels.Tests.Plans;

public sealed class PruningPlanFileTests : IDisposable
{
    private const string Good = """{"format":"PrunableModels plan","version":1,"groups":[{"id":"a:0","width":4,"kept":[0,3]},{"id":"b:0","width":2,"kept":[1]}]}""";

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string, string> Faults { get; } = new()
    {
        { "PrunableModels plan", "another plan", "format" },
        { "\"version\":1", "\"version\":2", "the version is 2, and this library reads 1" },
        { "\"version\":1,", "", "lacks 'version'" },
        { "\"version\":1", "\"version\":1,\"version\":1", "twice the member 'version'" },
        { "\"version\":1", "\"version\":1,\"more\":1", "unknown member 'more'" },
        { "\"version\":1", "\"version\":1.5", "the version is not a whole number" },
        { "\"width\":4", "\"width\":3", "group 'a:0' of width 3 keeps structure 3 where one from 1 to 2 is expected" },
        { "[0,3]", "[3,0]", "keeps structure 0 where one from 4 to 3 is expected" },
        { "[0,3]", "[3,3]", "keeps structure 3 where" },
        { "[0,3]", "[-1,3]", "keeps structure -1 where one from 0 to 3 is expected" },
        { "[0,3]", "[]", "group 'a:0' keeps nothing" },
        { "[0,3]", "[0,99999999999]", "a structure of group 'a:0' is not a whole number" },
        { "[0,3]", "7", "kept of group 'a:0' is not an array" },
        { "b:0", "a:0", "group 'a:0' is there twice" },
        { "\"a:0\"", "5", "the id of a group is not a string" },
        { "]}]}", "]}]", "not valid JSON" },
        { "]}]}", "]}]} {}", "not valid JSON" },
        { "[0,3]", "[[[[[[[[[[0]]]]]]]]]]", "not valid JSON" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named(string from, string to, string expected)
    {
        var path = folder.File("a.plan.json");
        Assert.Contains(from, Good, StringComparison.Ordinal);
        File.WriteAllText(path, Good.Replace(from, to, StringComparison.Ordinal));

        var fault = Assert.Throws<PruningPlanException>(() => PruningPlan.Load(path));

        Assert.Equal(path, fault.Path);
        Assert.Contains(expected, fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_saved_is_loaded()
    {
        var path = folder.File("a.plan.json");
        File.WriteAllText(path, Good);
        var plan = PruningPlan.Load(path);

        plan.Save(path);

        Assert.Equal(plan.Groups.Select(Words), PruningPlan.Load(path).Groups.Select(Words));
        Assert.Equal(["a:0 of 4: 0, 3", "b:0 of 2: 1"], plan.Groups.Select(Words));
    }

    [Fact]
    public void Any_id_survives()
    {
        var plan = new PruningPlan([new("a \"quoted\" \\ line\nand ∑:0", 2, [1])]);
        var path = folder.File("a.plan.json");

        plan.Save(path);

        Assert.Equal(plan.Groups.Select(Words), PruningPlan.Load(path).Groups.Select(Words));
    }

    private static string Words(PlannedGroup group) => $"{group.Id} of {group.Width}: {string.Join(", ", group.Kept)}";
}
