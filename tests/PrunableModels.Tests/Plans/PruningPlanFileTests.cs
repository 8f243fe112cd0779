using PrunableModels.Tests.Files;
using Xunit;

namespace PrunableModels.Tests.Plans;

public sealed class PruningPlanFileTests : IDisposable
{
    private const string Good = """{"format":"PrunableModels plan","version":3,"stages":[{"erased":[],"groups":[{"id":"a:0","width":4,"kept":[0,3]},{"id":"b:0","width":2,"kept":[1]}]},{"erased":["c.weight","d.weight"],"groups":[{"id":"a:0","width":3,"kept":[2]}]}]}""";

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string, string> Faults { get; } = new()
    {
        { "PrunableModels plan", "another plan", "format" },
        { "\"version\":3", "\"version\":4", "the version is 4, and this library reads 3" },
        { "\"version\":3,", "", "lacks 'version'" },
        { "\"version\":3", "\"version\":3,\"version\":3", "twice the member 'version'" },
        { "\"version\":3", "\"version\":3,\"more\":1", "unknown member 'more'" },
        { "\"version\":3", "\"version\":3.5", "the version is not a whole number" },
        { "\"stages\":[", "\"stages\":[],\"more\":[", "unknown member 'more'" },
        { "\"stages\":[", "\"stages\":[7,", "a stage is not an object" },
        { "\"erased\":[],", "", "a stage lacks 'erased'" },
        { "\"erased\":[]", "\"erased\":7", "what a stage erases is not an array" },
        { "\"erased\":[]", "\"erased\":[7]", "the id of a segment is not a string" },
        { "d.weight", "c.weight", "segment 'c.weight' is erased twice in a stage" },
        { "\"groups\":[{\"id\":\"a:0\",\"width\":3", "\"groups\":[7,{\"id\":\"a:0\",\"width\":3", "a group is not an object" },
        { "\"width\":4", "\"width\":3", "group 'a:0' of width 3 keeps structure 3 where one from 1 to 2 is expected" },
        { "[0,3]", "[3,0]", "keeps structure 0 where one from 4 to 3 is expected" },
        { "[0,3]", "[3,3]", "keeps structure 3 where" },
        { "[0,3]", "[-1,3]", "keeps structure -1 where one from 0 to 3 is expected" },
        { "[0,3]", "[]", "group 'a:0' keeps nothing" },
        { "[0,3]", "[0,99999999999]", "a structure of group 'a:0' is not a whole number" },
        { "[0,3]", "7", "kept of group 'a:0' is not an array" },
        { "b:0", "a:0", "group 'a:0' is there twice in a stage" },
        { "\"a:0\"", "5", "the id of a group is not a string" },
        { "]}]}]}", "]}]}]", "not valid JSON" },
        { "]}]}]}", "]}]}]} {}", "not valid JSON" },
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
    public void A_plan_without_a_stage_is_refused()
    {
        var path = folder.File("a.plan.json");
        File.WriteAllText(path, """{"format":"PrunableModels plan","version":3,"stages":[]}""");

        Assert.Contains("it has no stage", Assert.Throws<PruningPlanException>(() => PruningPlan.Load(path)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_saved_is_loaded()
    {
        var path = folder.File("a.plan.json");
        File.WriteAllText(path, Good);
        var plan = PruningPlan.Load(path);

        plan.Save(path);

        Assert.Equal(Words(plan), Words(PruningPlan.Load(path)));
        Assert.Equal(["1 a:0 of 4: 0, 3", "1 b:0 of 2: 1", "2 without c.weight", "2 without d.weight", "2 a:0 of 3: 2"], Words(plan));
    }

    [Fact]
    public void A_model_without_groups_has_a_plan_of_nothing()
    {
        var path = folder.File("a.plan.json");
        new PruningPlan([new PlanStage([])]).Save(path);

        Assert.Empty(Assert.Single(PruningPlan.Load(path).Stages).Groups);
    }

    [Fact]
    public void Any_id_survives()
    {
        var id = "a \"quoted\" \\ line\nand ∑:0";
        var plan = new PruningPlan([new([new(id, 2, [1])], [id])]);
        var path = folder.File("a.plan.json");

        plan.Save(path);

        Assert.Equal(Words(plan), Words(PruningPlan.Load(path)));
    }

    private static IEnumerable<string> Words(PruningPlan plan) =>
        plan.Stages.SelectMany((stage, i) => stage.Erased.Select(id => $"{i + 1} without {id}").Concat(stage.Groups.Select(group => $"{i + 1} {group.Id} of {group.Width}: {string.Join(", ", group.Kept)}")));
}
