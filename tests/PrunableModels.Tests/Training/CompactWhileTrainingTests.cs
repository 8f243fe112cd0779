using PrunableModels.Crash;
using TorchSharp;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>A model that becomes smaller while it trains goes the way of the one that does not.</summary>
[Collection(nameof(SmallRun))]
public sealed class CompactWhileTrainingTests
{
    private const int Steps = 40;
    private const double Rounding = 1e-8;

    public static TheoryData<string, string> MethodsAndUpdates => new MatrixTheoryData<string, string>(Ways.Methods, Ways.Updates);

    [Theory]
    [MemberData(nameof(MethodsAndUpdates))]
    public void Every_step_is_that_of_training_without(string method, string update)
    {
        using var pair = new ShrinkingPair<ShrinkingNet>(() => new ShrinkingNet(), method, update, Steps, ScalarType.Float64, 1, 3, 8, 8);

        for (var step = 1; step <= Steps; step++)
        {
            // DHSPG moves structures by penalties of single precision.
            pair.Step(step, method == "dhspg" ? 1e-6 : Rounding);
        }

        Assert.True(pair.Smaller.Optimizer.IsDone);
        Assert.Equal(pair.Smaller.Optimizer.TargetCount, pair.Smaller.Optimizer.PrunedCount);
        Assert.Equal(pair.Smaller.Optimizer.TargetCount, pair.Smaller.Optimizer.RemovedCount);
        Assert.Empty(pair.Smaller.Optimizer.WaitingGroups);
        pair.RequireSameCompactModel(1e-6);
    }

    [Fact]
    public void Every_period_makes_the_model_smaller_and_the_optimizer_counts_on()
    {
        using var run = new ShrinkingRun<ShrinkingNet>(new ShrinkingNet(), "hesso", "sgd", Steps, isShrinking: true, 3, 8, 8);
        var sizes = new List<(long Parameters, int Removed, int Map)>();
        var count = run.Model.Pruning.Map.Count;
        var predicted = run.Optimizer.CompactSize!.Parameters.Before;
        for (var step = 1; step <= Steps; step++)
        {
            run.Step(step);
            sizes.Add((run.Model.parameters().Sum(p => p.numel()), run.Optimizer.RemovedCount, run.Model.Pruning.Map.Count));
            Assert.Equal(count, run.Optimizer.Mask.numel());
            Assert.Equal(count, run.Optimizer.Scores.numel());
            Assert.Equal(run.Optimizer.PrunedCount, run.Optimizer.Mask.logical_not().sum().item<long>());
            Assert.Equal((double)run.Optimizer.PrunedCount / count, run.Optimizer.GroupSparsity);
        }

        Assert.Equal(4, sizes.Distinct().Count());
        Assert.Equal(sizes.Order().Reverse().Select(s => s.Parameters), sizes.Select(s => s.Parameters));
        Assert.Equal(predicted, run.Optimizer.CompactSize!.Parameters.Before);
        Assert.Equal(sizes[^1].Parameters, run.Optimizer.CompactSize.Parameters.After);
    }

    [Fact]
    public void The_final_compaction_reports_in_terms_of_the_model_as_it_was()
    {
        using var straight = new ShrinkingRun<ShrinkingNet>(new ShrinkingNet(), "hesso", "sgd", Steps, isShrinking: false, 3, 8, 8);
        using var smaller = new ShrinkingRun<ShrinkingNet>(new ShrinkingNet(), "hesso", "sgd", Steps, isShrinking: true, 3, 8, 8);
        for (var step = 1; step <= Steps; step++)
        {
            straight.Step(step);
            smaller.Step(step);
        }

        var expected = straight.Model.Compact();
        var reported = smaller.Model.Compact();

        Assert.Equal(expected.Widths, reported.Widths);
        Assert.Equal(expected.Parameters, reported.Parameters);
        Assert.NotNull(expected.Macs);
        Assert.Equal(expected.Macs, reported.Macs);
        Assert.Equal(0, reported.LargestDifference);
        Assert.Throws<InvalidOperationException>(() => smaller.Optimizer.step());
    }

    [Fact]
    public void A_norm_over_what_is_removed_goes_on_with_its_original_width()
    {
        using var pair = new ShrinkingPair<NormalisedNet>(() => new NormalisedNet(), "hesso", "adamw", Steps, ScalarType.Float64, 1, 10);
        for (var step = 1; step <= Steps; step++)
        {
            pair.Step(step, Rounding);
        }

        Assert.Contains("NarrowedLayerNorm", pair.Smaller.Model.named_modules().Select(m => m.module.GetName()));
        Assert.True(pair.Smaller.Optimizer.RemovedCount > 0);
    }

    [Fact]
    public void Groups_whose_removal_would_train_otherwise_wait_and_say_why()
    {
        using var pair = new ShrinkingPair<SquashedNet>(() => new SquashedNet(), "hesso", "sgd", Steps, ScalarType.Float64, 1, 10);
        for (var step = 1; step <= Steps; step++)
        {
            pair.Step(step, Rounding);
        }

        var waiting = Assert.Single(pair.Smaller.Optimizer.WaitingGroups);
        Assert.Equal("first.weight:0", waiting.Id);
        Assert.Contains("second.bias takes over the constant 0.5", waiting.Reason, StringComparison.Ordinal);
        Assert.InRange(pair.Smaller.Optimizer.RemovedCount, 1, pair.Smaller.Optimizer.PrunedCount - 1);
        pair.RequireSameCompactModel(Rounding);
    }

    [Fact]
    public void Gradients_accumulate_across_a_cut()
    {
        using var pair = new ShrinkingPair<ShrinkingNet>(() => new ShrinkingNet(), "hesso", "sgd", Steps, ScalarType.Float64, 3, 3, 8, 8);
        for (var step = 1; step <= Steps; step++)
        {
            pair.Step(step, Rounding);
        }
    }

    [Fact]
    public void Schedulers_groups_and_state_go_on()
    {
        using var pair = new ShrinkingPair<ShrinkingNet>(() => new ShrinkingNet(), "hesso", "grouped", Steps, ScalarType.Float64, 1, 3, 8, 8);
        var schedules = new[] { pair.Whole, pair.Smaller }.Select(run => optim.lr_scheduler.StepLR(run.Optimizer, 5, 0.7)).ToArray();
        for (var step = 1; step <= Steps; step++)
        {
            pair.Step(step, Rounding);
            Array.ForEach(schedules, schedule => schedule.step());
        }

        Assert.Equal(pair.Whole.Optimizer.ParamGroups.Select(g => g.LearningRate), pair.Smaller.Optimizer.ParamGroups.Select(g => g.LearningRate));
        var parameters = pair.Smaller.Optimizer.ParamGroups.Cast<SparseParameterGroup>().SelectMany(g => g.Parameters).ToList();
        Assert.All(pair.Smaller.Model.parameters(), p => Assert.Contains(p, parameters));
        pair.Smaller.Optimizer.load_state_dict(pair.Smaller.Optimizer.state_dict());
    }

    [Fact]
    public void Structures_that_were_written_down_by_hand_cannot_be_removed()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();
        var options = PruningTests.Options(Sgd(0.1)) with { CompactWhileTraining = true };
        Assert.Contains("written down by hand", Assert.Throws<ArgumentException>(() => new Hesso(map, model.Named, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_leaks()
    {
        using var run = new ShrinkingRun<ShrinkingNet>(new ShrinkingNet(), "hesso", "adamw", Steps, isShrinking: true, 3, 8, 8);
        Assert.NotEmpty(run.Model.Pruning.Groups);
        run.Step(1);
        var slices = run.Model.Pruning.Map.Slices.Count;
        var before = Living();
        for (var step = 2; step <= Steps; step++)
        {
            run.Step(step);
        }

        Assert.True(run.Optimizer.RemovedCount > 0);
        Assert.Equal(before - slices + run.Model.Pruning.Map.Slices.Count, Living());
    }

    private static long Living()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Tensor.TotalCount;
    }
}
