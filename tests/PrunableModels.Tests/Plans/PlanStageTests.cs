using PrunableModels.Tests.Files;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests.Plans;

/// <summary>
/// A convolution of four groups, of which the first compaction leaves one channel each: it is depth-wise from then on, and the channels
/// that went together go alone.
/// </summary>
public sealed class PlanStageTests : IDisposable
{
    private const string Forward = """
        x = functional.relu(call this.stem(x))
        x = functional.relu(call this.middle(x))
        return call this.head(x)
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Groups_that_come_apart_are_a_stage_of_their_own()
    {
        using var scope = NewDisposeScope();
        using var model = Grouped();

        var first = model.Compact(Only(model, "stem.weight:0", 1)).Plan;
        var both = model.Compact(Only(model, "stem.weight:0", 0, 2, 3)).Plan;

        Assert.Equal(["stem.weight:0 of 2: 1", "middle.weight:0 of 3: 0, 1, 2"], Words(Assert.Single(first.Stages)));
        Assert.Equal(2, both.Stages.Count);
        Assert.Equal(Words(first.Stages[0]), Words(both.Stages[0]));
        Assert.Contains("stem.weight:0 of 4: 0, 2, 3", Words(both.Stages[1]));
    }

    [Fact]
    public void What_follows_belongs_to_the_last_stage()
    {
        using var scope = NewDisposeScope();
        using var model = Grouped();
        model.Compact(Only(model, "stem.weight:0", 1));
        model.Compact(Only(model, "stem.weight:0", 0, 2, 3));

        var plan = model.Compact(Only(model, "stem.weight:0", 0, 2)).Plan;

        Assert.Equal(2, plan.Stages.Count);
        Assert.Contains("stem.weight:0 of 4: 0, 3", Words(plan.Stages[1]));
    }

    [Fact]
    public void A_compaction_that_removes_nothing_is_no_stage()
    {
        using var scope = NewDisposeScope();
        using var model = Grouped();
        model.Compact(Only(model, "stem.weight:0", 1));

        Assert.Single(model.Compact(ones(model.Pruning.Map.Count, ScalarType.Bool)).Plan.Stages);
    }

    [Fact]
    public void A_saved_plan_makes_the_same_of_another_instance()
    {
        using var scope = NewDisposeScope();
        using var model = Grouped();
        using var other = Grouped();
        other.load_state_dict(model.state_dict());
        var (path, parameters) = (folder.File("a.plan.json"), model.Pruning.CountParameters());
        model.Compact(Only(model, "stem.weight:0", 1));
        model.Compact(Only(model, "stem.weight:0", 0, 2, 3)).Plan.Save(path);

        var compact = other.Compact(PruningPlan.Load(path));

        var x = randn([2, 3, 5, 5], ScalarType.Float64);
        Assert.True(model.call(x).allclose(other.call(x), rtol: 1e-12, atol: 1e-12));
        Assert.Equal(new SizeChange(parameters, model.Pruning.CountParameters()), compact.Parameters);
        Assert.Equal([new("stem.weight:0", 2, 1), new("middle.weight:0", 3, 3)], compact.Widths);
        Assert.InRange(compact.LargestDifference, 0, 1e-9);
        Assert.True(compact.Macs!.After < compact.Macs.Before);
        Assert.Equal(model.Pruning.Plan!.Stages.SelectMany(Words), compact.Plan.Stages.SelectMany(Words));
    }

    [Fact]
    public void A_later_stage_that_does_not_fit_leaves_the_model_as_it_was()
    {
        using var scope = NewDisposeScope();
        using var model = Grouped();
        var state = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        var first = PlanStage.Of(model.Pruning.Map, Only(model, "stem.weight:0", 1));

        var fault = Assert.Throws<ArgumentException>(() => model.Compact(new PruningPlan([first, first])));

        Assert.Contains("a group 'middle.weight:0', which the model has not", fault.Message, StringComparison.Ordinal);
        Assert.All(model.state_dict(), entry => Assert.Equal(state[entry.Key], entry.Value));
        Assert.Equal(4, model.named_children().Select(child => child.module).OfType<Conv2d>().Max(convolution => convolution.groups));
        Assert.Null(model.Pruning.Plan);
        Assert.Single(model.Compact(new PruningPlan([first])).Plan.Stages);
    }

    private static InlineModel Grouped()
    {
        var model = new InlineModel(Forward, (m, x) => m.Call("head", functional.relu(m.Call("middle", functional.relu(m.Call("stem", x))))), ("stem", Conv2d(3, 8, 3)), ("middle", Conv2d(8, 12, 3, groups: 4)), ("head", Conv2d(12, 2, 1)));
        model.to(ScalarType.Float64);
        return model;
    }

    private static Tensor Only(InlineModel model, string id, params int[] kept)
    {
        var group = model.Pruning.Groups.Single(group => group.Id == id);
        var mask = Enumerable.Repeat(true, model.Pruning.Map.Count).ToArray();
        for (var i = 0; i < group.Width; i++)
        {
            mask[group.Start + i] = kept.Contains(i);
        }

        return tensor(mask);
    }

    private static IEnumerable<string> Words(PlanStage stage) => stage.Groups.Select(group => $"{group.Id} of {group.Width}: {string.Join(", ", group.Kept)}");
}
