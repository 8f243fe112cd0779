using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

/// <summary>What a listener hears, and that the run is the same with it.</summary>
[Collection(nameof(SmallRun))]
public sealed class WatchingTests
{
    [Fact]
    public void Events_come_in_order_and_with_the_optimizers_numbers()
    {
        var heard = new Listener();
        using var run = new SmallRun(Watched(heard)).Train(SmallRun.Steps);

        Assert.Equal(heard.Events.Select(e => e.Step).Order(), heard.Events.Select(e => e.Step));
        Assert.Equal([6L, 13L], heard.Of<StructuresChosen>().Select(e => e.Step));
        Assert.Equal([12L, 20L], heard.Of<StructuresPruned>().Select(e => e.Step));
        Assert.Equal(run.Optimizer.PrunedCount, heard.Of<StructuresPruned>().SelectMany(e => e.Groups).Sum(g => g.Structures.Count));
        Assert.Equal(
            heard.Of<StructuresChosen>().SelectMany(e => e.Groups).SelectMany(g => g.Structures).Order(),
            heard.Of<StructuresPruned>().SelectMany(e => e.Groups).SelectMany(g => g.Structures).Order());
        Assert.All(heard.Of<StructuresChosen>(), e => Assert.Equal(run.Model.Pruning.Map.Count, e.Scores.Count));
        var end = Assert.IsType<TrainingEnded>(heard.Events[^1]);
        Assert.Equal((true, run.Optimizer.PrunedCount, run.Optimizer.TargetCount), (end.IsTargetMet, end.PrunedCount, end.TargetCount));
    }

    [Fact]
    public void Metrics_come_as_often_as_asked_and_at_the_end()
    {
        var heard = new Listener();
        using var run = new SmallRun(Watched(heard) with { MetricsEvery = 7 }).Train(SmallRun.Steps);

        var measured = heard.Of<StepMeasured>().ToList();
        Assert.Equal([7L, 14L, 21L, 28L, 30L], measured.Select(e => e.Step));
        Assert.Equal(new long?[] { 0, 1, null, null, null }, measured.Select(e => e.Metrics.Period));
        Assert.All(measured, e => Assert.True(e.Metrics is { Loss: > 0, ImportantNorm: > 0, LearningRates: [0.05] }));
        Assert.Equal([true, true, false, false, false], measured.Select(e => e.Metrics is { RedundantNorm: > 0, RedundantCount: > 0 }));
        Assert.Equal(run.Optimizer.GroupSparsity, measured[^1].Metrics.GroupSparsity);
        Assert.Equal(run.Optimizer.PrunedCount, measured[^1].Metrics.PrunedCount);
    }

    [Fact]
    public void A_listener_changes_nothing()
    {
        string expected;
        using (var alone = new SmallRun().Train(SmallRun.Steps))
        {
            expected = alone.State();
        }

        using var watched = new SmallRun(Watched(new Listener())).Train(SmallRun.Steps);

        Assert.Equal(expected, watched.State());
    }

    [Fact]
    public void A_skipped_batch_is_told_with_its_parameter()
    {
        var heard = new Listener();
        using var run = new SmallRun(Watched(heard) with { OnNonFinite = NonFiniteHandling.SkipStep }).Train(1);
        run.Optimizer.zero_grad();
        run.Backward();
        run.Head("bias").grad![0] = float.NaN;
        run.Optimizer.step();

        var skipped = Assert.IsType<StepSkipped>(heard.Events[^1]);
        Assert.Equal((2L, "head.bias"), (skipped.Step, skipped.Parameter));
    }

    private static HessoOptions Watched(Listener listener) => SmallRun.Options(Sgd(0.05, momentum: 0.9)) with { Progress = listener };
}
