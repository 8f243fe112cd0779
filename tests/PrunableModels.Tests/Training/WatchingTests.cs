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
    public void The_start_tells_the_plan_and_the_layers()
    {
        var heard = new Listener();
        var options = Watched(heard);
        using var run = new SmallRun(options).Train(1);

        var start = Assert.IsType<TrainingStarted>(heard.Events[0]);
        Assert.Equal((0L, options, $"{run.Optimizer.TargetCount} structures", run.Optimizer.TargetCount), (start.Step, start.Options, start.Goal, start.TargetCount));
        Assert.Equal("HESSO from step 6 to 20, in 2 periods", start.Method);
        Assert.Equal(run.Model.Pruning.Groups, start.Groups);
        Assert.Equal([("conv", 12), ("hidden", 24), ("stem", 12)], start.Layers.Select(l => (l.Name, l.Structures.Count)).Order());
        var hidden = Assert.Single(start.Groups, g => g.Id.StartsWith("hidden"));
        Assert.Equal(Enumerable.Range(hidden.Start, hidden.Width), start.Layers.Single(l => l.Name == "hidden").Structures);
        Assert.Empty(start.Redundant.Concat(start.Pruned));
    }

    [Fact]
    public void A_run_that_goes_on_from_a_checkpoint_tells_where_it_stands()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("run.checkpoint");
        using (var first = new SmallRun().Train(14))
        {
            Checkpoint.Save(path, first.Model, first.Optimizer);
        }

        var heard = new Listener();
        using var run = new SmallRun(Watched(heard)).Train(2);
        Checkpoint.Load(path, run.Model, run.Optimizer);
        run.Train(1);

        Assert.Equal([0L, 14L], heard.Of<TrainingStarted>().Select(e => e.Step));
        var resumed = heard.Of<TrainingStarted>().Last();
        Assert.Equal(run.Optimizer.PrunedCount, resumed.Pruned.Sum(g => g.Structures.Count));
        Assert.Equal(run.Optimizer.RedundantCount, resumed.Redundant.Sum(g => g.Structures.Count));
        Assert.True(run.Optimizer is { PrunedCount: > 0, RedundantCount: > 0 });
    }

    [Fact]
    public void Two_listeners_hear_the_same()
    {
        var (one, other) = (new Listener(), new Listener());
        using var run = new SmallRun(SmallRun.Options(Sgd(0.05)) with { Progress = one.And(other) }).Train(2);

        Assert.Equal([typeof(TrainingStarted), typeof(StepMeasured), typeof(StepMeasured)], one.Events.Select(e => e.GetType()));
        Assert.Equal(one.Events, other.Events);
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
        Assert.Equal(run.Optimizer.CompactSize, measured[^1].Metrics.Size);
        Assert.Equal(measured.Select(e => e.Metrics.Size!.Parameters.After).OrderDescending(), measured.Select(e => e.Metrics.Size!.Parameters.After));
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
