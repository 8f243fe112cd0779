using PrunableModels.Distributed.Worker;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Distributed.Tests;

/// <summary>Runs of several processes, which are threads here; <see cref="MpiTests"/> has processes.</summary>
public sealed class TrainingTests
{
    private const int Steps = 20;

    public static TheoryData<string> Methods => [.. Method.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Two_processes_train_and_prune_as_one_does_with_the_whole_batch(string name)
    {
        var method = Method.Find(name);
        using var whole = WholeRun.Of(method, Steps);

        var parts = ThreadGroup.Run(2, group => WholeRun.Of(group, method, Steps));

        Assert.All(parts, part => part.MustBe(whole));
        Assert.Equal(parts[0].Masks, parts[1].Masks);
        Array.ForEach(parts, part => part.Dispose());
    }

    [Fact]
    public void Something_is_pruned_in_every_run() => Assert.All(Method.All, method =>
    {
        using var whole = WholeRun.Of(method, Steps);
        Assert.Contains('0', whole.Masks[^1]);
    });

    [Fact]
    public void Processes_that_choose_other_structures_are_told_so_in_that_step()
    {
        var fault = Assert.Throws<RanksDifferException>(() => ThreadGroup.Run(2, group =>
        {
            using var model = new ConvNet(dropped: 0);
            var steps = 0;
            var run = new TrainingRun(group, ScalarType.Float32, dropped: 0) { Stepped = (step, _, _) => steps = step };
            var method = new Method("torn", (_, model, _) => model.OneShot(new() { Variant = BaseUpdate.Sgd(0.05), TargetGroupSparsity = 0.5, TotalSteps = Steps, PruneStep = 3, Criteria = [new(new RandomCriterion(group.Rank), 1)] }));
            try
            {
                run.Train(method, Steps);
            }
            finally
            {
                Assert.Equal(2, steps);
            }
        }));

        Assert.Equal([1], fault.Ranks);
        Assert.Contains("rank 0: 3 steps, 0 skipped, 0 structures on their way to zero, 18 at zero, choice ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("rank 1: 3 steps, 0 skipped, 0 structures on their way to zero, 18 at zero, choice ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_that_differ_by_a_bit_are_found() => Assert.Throws<RanksDifferException>(() => ThreadGroup.Run(2, group =>
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        using var model = nn.Linear(3, 4);
        group.Broadcast(model);
        group.RequireSame(model);
        model.bias!.fill_(group.Rank * float.Epsilon);
        group.RequireSame(model);
    }));

    [Fact]
    public void A_criterion_that_looks_at_the_data_of_its_process_is_averaged() => ThreadGroup.Run(2, group =>
    {
        using var scope = NewDisposeScope();
        var seen = new RankCriterion(group.Rank);
        var averaged = group.Averaged(seen);
        using var model = new ConvNet(dropped: 0);
        using var optimizer = model.OneShot(new() { Variant = BaseUpdate.Sgd(0.05), TargetGroupSparsity = 0.5, TotalSteps = 4, PruneStep = 1, Criteria = [new(averaged, 1)] });
        model.call(ones([1, .. ConvNet.ImageShape])).sum().backward();

        group.Step(optimizer);

        Assert.Equal(seen.ToString(), averaged.ToString());
    });

    [Fact]
    public void A_loss_that_is_not_finite_in_one_process_stops_all_before_the_step()
    {
        var steps = new long[2];
        var fault = Assert.Throws<NonFiniteException>(() => ThreadGroup.Run(2, group =>
        {
            using var scope = NewDisposeScope();
            using var model = new ConvNet(dropped: 0);
            group.Broadcast(model);
            using var optimizer = model.Hesso(new() { Variant = BaseUpdate.Sgd(0.05), TargetGroupSparsity = 0.5, TotalSteps = 20 });
            var loss = model.call(ones([1, .. ConvNet.ImageShape])).sum();
            loss.backward();
            try
            {
                group.Step(optimizer, group.Rank == 1 ? loss * float.NaN : loss);
            }
            catch (NonFiniteException)
            {
                steps[group.Rank] = 1 + optimizer.Step;
                throw;
            }
        }));

        Assert.Null(fault.Parameter);
        Assert.Equal([1, 1], steps);
    }

    /// <summary>Ranks that see the opposite of each other.</summary>
    private sealed class RankCriterion(int rank) : ISaliencyCriterion
    {
        public Tensor Score(StructureStatistics structures)
        {
            var order = arange(structures.Count, dtype: ScalarType.Float32);
            return rank == 0 ? order : order * -3;
        }
    }
}
