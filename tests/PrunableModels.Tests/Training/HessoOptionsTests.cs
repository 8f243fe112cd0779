using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

public sealed class HessoOptionsTests
{
    private static HessoOptions Valid => new() { Variant = Sgd(0.1), TargetGroupSparsity = 0.5, TotalSteps = 1000 };

    public static TheoryData<string, HessoOptions> Invalid => new()
    {
        { nameof(HessoOptions.TotalSteps), Valid with { TotalSteps = 0 } },
        { nameof(HessoOptions.StartStep), Valid with { StartStep = -1 } },
        { nameof(HessoOptions.PruningSteps), Valid with { PruningSteps = 0 } },
        { nameof(HessoOptions.PruningSteps), Valid with { StartStep = 900 } },
        { nameof(HessoOptions.PruningPeriods), Valid with { PruningPeriods = 0 } },
        { nameof(HessoOptions.PruningPeriods), Valid with { PruningSteps = 5, PruningPeriods = 6 } },
        { nameof(HessoOptions.MinimumWidth), Valid with { MinimumWidth = 0 } },
        { nameof(HessoOptions.Divisor), Valid with { Divisor = 0 } },
        { nameof(HessoOptions.ScoreDecay), Valid with { ScoreDecay = 1 } },
        { nameof(HessoOptions.ScoreEvery), Valid with { ScoreEvery = 0 } },
        { nameof(HessoOptions.Criteria), Valid with { Criteria = [] } },
        { nameof(HessoOptions.Criteria), Valid with { Criteria = [new(new MagnitudeCriterion(), -1)] } },
        { nameof(BaseUpdate.LearningRate), Valid with { Variant = Sgd(0.1) with { LearningRate = -1 } } },
    };

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void Options_that_cannot_be_met_are_refused_by_name(string name, HessoOptions options) =>
        Assert.Equal(name, Refused(options).ParamName);

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_group_sparsity_that_is_none_is_refused_where_it_is_given(double share) =>
        Assert.Equal(nameof(HessoOptions.TargetGroupSparsity), Assert.Throws<ArgumentOutOfRangeException>(() => Valid with { TargetGroupSparsity = share }).ParamName);

    [Fact]
    public void Without_a_target_there_is_no_optimizer() => Assert.Equal(nameof(HessoOptions.Target), Refused(Valid with { Target = null }).ParamName);

    [Fact]
    public void A_target_out_of_reach_names_the_highest_within()
    {
        var refused = Refused(Valid with { TargetGroupSparsity = 0.95 });

        Assert.Equal(nameof(HessoOptions.TargetGroupSparsity), refused.ParamName);
        Assert.Contains("23 of 24", refused.Message, StringComparison.Ordinal);
        Assert.Contains("allow 22, a group sparsity of at most 0.9167", refused.Message, StringComparison.Ordinal);
        Assert.Contains("allow 16,", Refused(Valid with { TargetGroupSparsity = 0.7, MinimumWidth = 4 }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_structure_without_writer_is_refused()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();
        using var bare = new StructureMap([.. map.Groups, new LinkedGroup("bare", map.Count, 2)], map.Slices);

        var refused = Assert.Throws<ArgumentException>(() => new Hesso(bare, model.Named, Valid));

        Assert.Contains("Structure 0 of group 'bare'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schedule_follows_from_the_total_steps()
    {
        Assert.Equal(new HessoSchedule(100, 200, 10), HessoSchedule.Of(Valid));
        Assert.Equal(new HessoSchedule(1, 2, 2), HessoSchedule.Of(Valid with { TotalSteps = 10 }));
        Assert.Equal(new HessoSchedule(0, 1, 1), HessoSchedule.Of(Valid with { TotalSteps = 1 }));
    }

    [Fact]
    public void The_last_period_takes_the_steps_that_do_not_divide()
    {
        var schedule = new HessoSchedule(Start: 2, Steps: 7, Periods: 3);

        var points = Enumerable.Range(1, 10).Select(step => schedule.At(step)).ToArray();

        Assert.Equal([-1, -1, 0, 0, 1, 1, 2, 2, 2, -1], points.Select(p => p.Period));
        Assert.Equal([false, false, true, false, true, false, true, false, false, false], points.Select(p => p.IsFirst));
        Assert.Equal([0, 0, 2, 1, 2, 1, 3, 2, 1, 0], points.Select(p => p.StepsLeft));
        Assert.Equal([2, 1, 0, 1, 0, 1, 0, null, null, null], points.Select(p => p.StepsToChoice));
    }

    private static ArgumentException Refused(HessoOptions options)
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();
        return Assert.ThrowsAny<ArgumentException>(() => new Hesso(map, model.Named, options));
    }
}
