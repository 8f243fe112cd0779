using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

public sealed class RuleTests
{
    private static HessoOptions Options(params GroupRule[] rules) => new() { Variant = Sgd(0.05), TargetGroupSparsity = 0.5, TotalSteps = 20, Rules = rules };

    [Theory]
    [InlineData("conv1", "conv1.weight", true)]
    [InlineData("conv1", "layer.conv1.weight", false)]
    [InlineData("*.conv1", "layer.conv1.weight", true)]
    [InlineData("*.conv1", "layer.1.conv1.weight", true)]
    [InlineData("*.conv1", "conv1.weight", false)]
    [InlineData("layer4.*", "layer4.0.conv2.weight", true)]
    [InlineData("layer4", "layer4.0.conv2.weight", true)]
    [InlineData("layer4.*", "layer40.0.conv2.weight", false)]
    [InlineData("layer?.0", "layer3.0.conv2.weight", true)]
    [InlineData("*.weight", "layer3.0.conv2.weight", true)]
    [InlineData("*.weight", "layer3.0.conv2.bias", false)]
    [InlineData("Layer4.*", "layer4.0.conv2.weight", false)]
    public void A_pattern_means_paths_and_the_modules_around_them(string pattern, string path, bool matches) =>
        Assert.Equal(matches, new Exclusion(pattern).Matches(path));

    [Fact]
    public void A_group_is_meant_by_any_of_its_writers()
    {
        var groups = Constrain(new Exclusion("bn3"));
        Assert.Equal([7, 0], groups.Select(g => g.Capacity));
        Assert.Equal("excluded by 'bn3'", groups[1].Reason);
    }

    [Fact]
    public void A_group_is_meant_by_its_id() => Assert.Equal([0, 15], Constrain(new Exclusion("conv1.weight:0")).Select(g => g.Capacity));

    [Fact]
    public void A_cap_is_a_share_of_each_group_rounded_down() =>
        Assert.Equal([2, 4], Constrain(new SparsityCap("*", 0.3)).Select(g => g.Capacity));

    [Fact]
    public void Of_one_kind_the_first_rule_counts() =>
        Assert.Equal([4, 2], Constrain(new SparsityCap("conv1", 0.5), new SparsityCap("*", 0.125)).Select(g => g.Capacity));

    [Fact]
    public void Rules_of_different_kinds_hold_together() =>
        Assert.Equal([[0, 4], [0, 4, 8]], Constrain(new SparsityCap("*", 0.5), new WidthRule("*", new(Divisor: 4))).Select(g => g.Removals));

    [Fact]
    public void A_width_rule_goes_before_the_widths_of_the_options()
    {
        var options = Options(new WidthRule("conv1", new(MinimumWidth: 5))) with { MinimumWidth = 2, GroupConstraint = _ => new(Divisor: 8) };
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        Assert.Equal([[0, 1, 2, 3], [0, 8]], options.Constrain(map).Select(g => g.Removals));
    }

    [Theory]
    [InlineData(0.25, 1, 2)]
    [InlineData(0.3, 1, 2)]
    [InlineData(0.3, 4, 0)]
    [InlineData(0.4, 4, 4)]
    [InlineData(0.25, 4, 0)]
    [InlineData(0, 1, 0)]
    public void A_sparsity_of_its_own_is_the_nearest_number_that_the_widths_allow(double share, int divisor, int removed)
    {
        var groups = Constrain(new OwnSparsity("conv1", share), new WidthRule("conv1", new(Divisor: divisor)));
        Assert.Equal([removed], groups[0].Removals);
    }

    [Fact]
    public void What_has_a_sparsity_of_its_own_counts_and_the_rest_comes_from_the_others()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, Options(new OwnSparsity("conv1", 0.25)));

        model.Train(optimizer, 1, 20);

        Assert.True(optimizer.IsDone);
        Assert.Equal((12, 12), (optimizer.TargetCount, optimizer.PrunedCount));
        Assert.Equal(2, optimizer.Statuses[..8].Count(s => s == StructureStatus.Pruned));
    }

    [Theory]
    [InlineData(0.25, 1, 6)]
    [InlineData(0.3, 1, 7)]
    [InlineData(0.25, 4, 8)]
    [InlineData(0.99, 1, 22)]
    [InlineData(0, 1, 0)]
    public void A_sparsity_together_is_the_nearest_number_that_the_widths_allow_together(double share, int divisor, int removed)
    {
        var groups = Constrain(new OwnSparsity("*", share) { Together = true }, new WidthRule("*", new(Divisor: divisor)));
        Assert.All(groups, g => Assert.Equal(new SharedQuota("*", removed), g.Quota));
        Assert.Equal(removed, ReachableTotals.Minimum(groups));
        Assert.Equal(removed, ReachableTotals.Maximum(groups));
    }

    [Fact]
    public void What_is_excluded_or_has_a_rule_of_its_own_before_is_not_among_those_together()
    {
        var groups = Constrain(new OwnSparsity("conv1", 0.5), new OwnSparsity("*", 0.25) { Together = true });
        Assert.Equal([null, new SharedQuota("*", 4)], groups.Select(g => g.Quota));
        Assert.Equal("together 25 % go, by '*'; one structure stays", groups[1].Reason);
        Assert.Equal([null, new SharedQuota("*", 4)], Constrain(new OwnSparsity("*", 0.25) { Together = true }, new Exclusion("conv1")).Select(g => g.Quota));
    }

    [Fact]
    public void Together_means_that_saliency_says_who_loses_how_many()
    {
        foreach (var method in new Func<StructureMap, TestModel, GroupRule, SparseOptimizer>[]
        {
            (map, model, rule) => new Hesso(map, model.Named, Options(rule) with { TargetGroupSparsity = 0.25 }),
            (map, model, rule) => new OneShot(map, model.Named, new() { Variant = Sgd(0.05), TargetGroupSparsity = 0.25, TotalSteps = 20, Rules = [rule] }),
            (map, model, rule) => new HessoCric(map, model.Named, [], new() { Variant = Sgd(0.05), TargetGroupSparsity = 0.25, TotalSteps = 20, CycleSteps = 2, MaximumCycles = 2, PruningSteps = 6, Rules = [rule] }),
            (map, model, rule) => new Dhspg(map, model.Named, new() { Variant = Sgd(0.05), TargetGroupSparsity = 0.25, TotalSteps = 20, Rules = [rule] }),
        })
        {
            using var model = TestModel.Convolutional();
            using var map = model.Map();
            using var optimizer = method(map, model, new OwnSparsity("*", 0.25) { Together = true });

            model.Train(optimizer, 1, 20);

            Assert.True(optimizer.IsDone);
            Assert.Equal(6, optimizer.PrunedCount);
        }

        using var refusing = TestModel.Convolutional();
        using var structures = refusing.Map();
        var refused = Assert.Throws<ArgumentException>(() => new Hesso(structures, refusing.Named, Options(new OwnSparsity("*", 0.25) { Together = true })));
        Assert.Contains("means 12 of 24 structures; the constraints on widths allow 6", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cost_has_to_be_within_reach_whoever_of_those_together_loses()
    {
        using var model = new Mlp();
        var options = Options(new OwnSparsity("fc2", 0.5) { Together = true }) with { Target = PruningTarget.Parameters(0.6) };
        using var optimizer = new Hesso(model.Pruning.Map, model.named_parameters(), options);
        for (var step = 0; step < options.TotalSteps; step++)
        {
            optimizer.step();
        }

        Assert.True(optimizer.IsDone);
        Assert.Equal(4, optimizer.Statuses[16..].Count(s => s == StructureStatus.Pruned));
        Assert.InRange(optimizer.CompactSize!.Parameters.After, 1, (long)(0.6 * 380));
        Assert.Contains("can be left", Assert.Throws<ArgumentException>(() => new Hesso(model.Pruning.Map, model.named_parameters(), options with { Target = PruningTarget.Parameters(0.15) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_take_more_than_the_target_are_refused()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        var refused = Assert.Throws<ArgumentException>(() => new Hesso(map, model.Named, Options(new OwnSparsity("*", 0.75))));
        Assert.Contains("the rules alone take 18, a group sparsity of at least 0.75", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_means_nothing_is_refused()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        var refused = Assert.Throws<ArgumentException>(() => new Hesso(map, model.Named, Options(new Exclusion("layer9.*"))));
        Assert.Contains("'layer9.*' of Exclusion means no parameter of the model", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_may_mean_what_is_kept_anyway()
    {
        using var model = new Mlp();
        Assert.Equal([15, 7], Options(new Exclusion("fc3")).Constrain(model.Pruning.Map).Select(g => g.Capacity));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void Shares_are_at_least_0_and_below_1(double share)
    {
        Assert.Equal("Share", Assert.Throws<ArgumentOutOfRangeException>(() => new SparsityCap("*", share)).ParamName);
        Assert.Equal("Share", Assert.Throws<ArgumentOutOfRangeException>(() => new OwnSparsity("*", share)).ParamName);
    }

    [Fact]
    public void The_released_implementation_knows_no_rules_and_no_budgets()
    {
        using var model = new Mlp();
        var options = Options() with { ReferenceSchedule = true };
        Assert.Throws<ArgumentException>(() => new Hesso(model.Pruning.Map, model.named_parameters(), options with { Rules = [new Exclusion("fc1")] }));
        Assert.Throws<ArgumentException>(() => new Hesso(model.Pruning.Map, model.named_parameters(), options with { Target = PruningTarget.Parameters(0.5) }));
    }

    private static IReadOnlyList<ConstrainedGroup> Constrain(params GroupRule[] rules)
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        return Options(rules).Constrain(map);
    }
}
