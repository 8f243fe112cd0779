using PrunableModels.Crash;
using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

/// <summary>Every method tells the same story of itself, whether the model becomes smaller on the way or not, and tells when it ends.</summary>
[Collection(nameof(SmallRun))]
public sealed class EventTests
{
    private const int Steps = SmallRun.Steps;

    public static MatrixTheoryData<string, bool> Ways => new(["hesso sgd", "hesso adamw", "cric", "dhspg", "one shot"], [false, true]);

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_told_adds_up_to_what_the_optimizer_knows(string method, bool isShrinking)
    {
        var heard = new Listener();
        using var run = Run(method, isShrinking, heard);
        var pruned = new HashSet<int>();
        var road = new HashSet<int>();
        heard.Asks = told =>
        {
            switch (told)
            {
                case StructuresChosen chosen:
                    Assert.All(Numbers(chosen.Groups), s => Assert.True(road.Add(s)));
                    break;
                case StructuresReleased released:
                    Assert.All(Numbers(released.Groups), s => Assert.True(road.Remove(s)));
                    break;
                case StructuresPruned arrived:
                    Assert.All(Numbers(arrived.Groups), s => Assert.True(pruned.Add(s)));
                    road.ExceptWith(pruned);
                    break;
                case StepMeasured measured:
                    Assert.Equal((pruned.Count, road.Count), (measured.Metrics.PrunedCount, measured.Metrics.RedundantCount));
                    break;
            }
        };

        run.Train(Steps);

        Assert.Equal(heard.Events.Select(e => e.Step).Order(), heard.Events.Select(e => e.Step));
        Assert.Equal(Enumerable.Range(1, Steps).Select(s => (long)s), heard.Of<StepMeasured>().Select(e => e.Step));
        Assert.Equal(run.Optimizer.Statuses.Select((status, s) => (status, s)).Where(p => p.status == StructureStatus.Pruned).Select(p => p.s), pruned.Order());
        Assert.Empty(road);
        Assert.Equal(method is "cric" or "dhspg", heard.Of<StructuresReleased>().Any());
        var end = Assert.Single(heard.Of<TrainingEnded>());
        Assert.Same(end, heard.Events[^1]);
        Assert.Equal((Steps, true, pruned.Count, pruned.Count), (end.Step, end.IsTargetMet, end.PrunedCount, end.TargetCount));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_listener_changes_nothing(string method, bool isShrinking)
    {
        string expected;
        using (var alone = Run(method, isShrinking, listener: null).Train(Steps))
        {
            expected = alone.State();
        }

        using var watched = Run(method, isShrinking, new Listener()).Train(Steps);

        Assert.Equal(expected, watched.State());
    }

    [Fact]
    public void When_the_end_is_told_the_model_has_lost_what_it_loses()
    {
        var heard = new Listener();
        using var run = Run("hesso sgd", isShrinking: true, heard);
        var lost = new List<(long Step, int Pruned, int Removed)>();
        heard.Asks = told => lost.Add((told.Step, run.Optimizer.PrunedCount, run.Optimizer.RemovedCount));

        run.Train(Steps);

        Assert.All(lost, l => Assert.Equal(l.Pruned, l.Removed));
        Assert.Equal(run.Optimizer.TargetCount, lost[^1].Removed);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_run_that_is_completed_early_tells_so_once_and_what_it_has_come_to(string method, bool isShrinking)
    {
        var heard = new Listener();
        using var run = Run(method, isShrinking, heard, metricsEvery: 4);
        run.Optimizer.Complete();
        Assert.Empty(heard.Events);

        run.Train(18);
        run.Optimizer.Complete();
        run.Optimizer.Complete();

        Assert.Equal([4L, 8L, 12L, 16L, 18L], heard.Of<StepMeasured>().Select(e => e.Step));
        var end = Assert.Single(heard.Of<TrainingEnded>());
        Assert.Same(end, heard.Events[^1]);
        Assert.Equal((18, run.Optimizer.IsDone, run.Optimizer.PrunedCount), (end.Step, end.IsTargetMet, end.PrunedCount));
        Assert.Equal(method == "one shot", end.IsTargetMet);
    }

    [Fact]
    public void A_run_that_goes_on_after_it_was_completed_ends_again_and_not_after_its_last_step()
    {
        var heard = new Listener();
        using var run = Run("hesso sgd", isShrinking: false, heard).Train(9);
        run.Optimizer.Complete();
        run.Train(Steps - 9 + 2);
        run.Optimizer.Complete();

        Assert.Equal([9L, Steps], heard.Of<TrainingEnded>().Select(e => e.Step));
        Assert.Equal(Steps + 2, heard.Events[^1].Step);
    }

    [Fact]
    public void A_run_can_be_completed_after_its_model_was_compacted_and_is_not_by_disposing()
    {
        var heard = new Listener();
        using (var run = Run("one shot", isShrinking: false, heard, metricsEvery: 4).Train(18))
        {
            run.Model.Compact(new() { Verify = false });
            run.Optimizer.Complete();
        }

        var end = Assert.Single(heard.Of<TrainingEnded>());
        Assert.Equal((18, true), (end.Step, end.IsTargetMet));

        var silent = new Listener();
        Run("one shot", isShrinking: false, silent).Train(18).Dispose();
        Assert.Empty(silent.Of<TrainingEnded>());
    }

    private static IEnumerable<int> Numbers(IReadOnlyList<GroupStructures> groups) => groups.SelectMany(g => g.Structures);

    private static SmallRun Run(string method, bool isShrinking, Listener? listener, int metricsEvery = 1)
    {
        return new(new Method(method, (model, steps) => method switch
        {
            "cric" => model.HessoCric(With(new HessoCricOptions { Variant = AdamW(5e-3), TotalSteps = steps, StartStep = 3, CycleSteps = 3, MaximumCycles = 2, PruningSteps = 15 })),
            "dhspg" => model.Dhspg(With(new DhspgOptions { Variant = Sgd(0.05, momentum: 0.9), TotalSteps = steps, CompletionSteps = steps / 3 })),
            "one shot" => model.OneShot(With(new OneShotOptions { Variant = Sgd(0.05, momentum: 0.9), TotalSteps = steps })),
            _ => model.Hesso(With(SmallRun.Options(method == "hesso sgd" ? Sgd(0.05, momentum: 0.9) : AdamW(5e-3)))),
        }));

        T With<T>(T options)
            where T : SparseOptions => options with { TargetGroupSparsity = 0.6, Progress = listener, MetricsEvery = metricsEvery, CompactWhileTraining = isShrinking };
    }
}
