using PrunableModels.Tests.Files;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Plans;

public sealed class PruningPlanTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_plan_applies_to_another_checkpoint_of_the_class()
    {
        using var first = new Mlp();
        using var second = new Mlp();
        using var mask = Masks.Random(first.Pruning, 0.5, 1);
        using var x = randn(5, 12);
        using var expected = Like(second);
        expected.Compact(mask);

        var path = folder.File("model.plan.json");
        first.Compact(mask).Plan.Save(path);
        var compact = second.Compact(PruningPlan.Load(path));

        Assert.Equal(expected.call(x), second.call(x));
        Assert.Equal(expected.Pruning.CountParameters(), compact.Parameters.After);
    }

    [Fact]
    public void Two_compactions_are_one_plan()
    {
        using var twice = new Mlp();
        using var once = Like(twice);
        using var x = randn(5, 12);
        twice.Compact(Masks.Random(twice.Pruning, 0.4, 1));
        var plan = twice.Compact(Masks.Random(twice.Pruning, 0.4, 2)).Plan;

        once.Compact(plan);

        Assert.True(twice.call(x).allclose(once.call(x), rtol: 1e-5, atol: 1e-6));
        Assert.Equal(twice.state_dict().Select(t => (t.Key, string.Join(',', t.Value.shape))), once.state_dict().Select(t => (t.Key, string.Join(',', t.Value.shape))));
    }

    [Fact]
    public void What_training_made_smaller_on_the_way_is_in_the_plan()
    {
        using var model = new Mlp();
        using var fresh = Like(model);
        using var optimizer = model.Hesso(new() { Variant = BaseUpdate.Sgd(0.01), TargetGroupSparsity = 0.5, TotalSteps = 12, StartStep = 0, PruningSteps = 8, PruningPeriods = 4, CompactWhileTraining = true });
        using var x = randn(5, 12);
        for (var step = 0; step < 12; step++)
        {
            optimizer.zero_grad();
            using var loss = model.call(x).square().mean();
            loss.backward();
            optimizer.step();
        }

        var plan = model.Compact().Plan;
        fresh.Compact(plan);

        Assert.Equal(model.Pruning.CountParameters(), fresh.Pruning.CountParameters());
        using var mask = optimizer.Mask.clone();
        using var original = new Mlp();
        Assert.Equal(Kept(PruningPlan.Of(original.Pruning.Map, mask)), Kept(plan));
    }

    [Fact]
    public void A_plan_for_another_model_is_refused_before_anything_changes()
    {
        using var narrow = new Mlp(width: 6);
        using var wide = new Mlp(width: 8);
        using var other = new ResNet();
        var plan = narrow.Compact(Masks.Random(narrow.Pruning, 0.5, 1)).Plan;
        var before = wide.Pruning.CountParameters();

        Assert.Contains("structures in the model and 6 in the plan", Assert.Throws<ArgumentException>(() => wide.Compact(plan)).Message, StringComparison.Ordinal);
        Assert.Contains("it was made for another model", Assert.Throws<ArgumentException>(() => other.Compact(plan)).Message, StringComparison.Ordinal);
        Assert.Equal(before, wide.Pruning.CountParameters());
    }

    [Fact]
    public void A_model_that_is_compact_already_is_named_as_such()
    {
        using var model = new Mlp();
        var plan = model.Compact(Masks.Random(model.Pruning, 0.5, 1)).Plan;

        Assert.Contains("the model is compact already", Assert.Throws<ArgumentException>(() => model.Compact(plan)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_was_never_compacted_has_no_plan()
    {
        using var model = new Mlp();
        Assert.Null(model.Pruning.Plan);
    }

    [Fact]
    public void A_mask_that_does_not_fit_is_refused()
    {
        using var model = new Mlp();
        Assert.Throws<ArgumentException>(() => PruningPlan.Of(model.Pruning.Map, ones(3, ScalarType.Bool)));
        Assert.Throws<ArgumentException>(() => PruningPlan.Of(model.Pruning.Map, ones(model.Pruning.Map.Count)));
        Assert.Throws<ArgumentException>(() => PruningPlan.Of(model.Pruning.Map, zeros(model.Pruning.Map.Count, ScalarType.Bool)));
    }

    [Theory]
    [InlineData(1, "1, 4, 5, 9, 10")]
    [InlineData(4, "0, 1, 2, 3, 4, 5, 9, 10")]
    [InlineData(8, "0, 1, 2, 3, 4, 5, 9, 10")]
    [InlineData(16, "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10")]
    [InlineData(int.MaxValue, "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10")]
    public void Widths_become_multiples_by_what_stays_in_addition(int multiple, string expected)
    {
        var plan = new PruningPlan([new([new("a", 11, [1, 4, 5, 9, 10])])]);

        Assert.Equal(expected, string.Join(", ", plan.Aligned(multiple).Stages[0].Groups[0].Kept));
    }

    [Fact]
    public void An_aligned_plan_fits_the_model()
    {
        using var model = new Classifier();
        using var mask = Masks.Random(model.Pruning, 0.4, 1);

        var widths = model.Compact(PruningPlan.Of(model.Pruning.Map, mask).Aligned(8)).Widths;

        Assert.All(widths, width => Assert.True(width.After % 8 == 0 && width.After < width.Before));
    }

    [Fact]
    public void The_last_stage_is_aligned()
    {
        var plan = new PruningPlan([new([new("a", 9, [1, 4, 5])]), new([new("a", 3, [0])])]).Aligned(2);

        Assert.Equal([3, 2], plan.Stages.Select(stage => stage.Groups[0].Kept.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Aligned(0));
    }

    private static IEnumerable<(string Id, string Kept)> Kept(PruningPlan plan) => Assert.Single(plan.Stages).Groups.Select(group => (group.Id, string.Join(',', group.Kept)));

    private static Mlp Like(Mlp model)
    {
        var other = new Mlp();
        other.load_state_dict(model.state_dict());
        return other;
    }
}
