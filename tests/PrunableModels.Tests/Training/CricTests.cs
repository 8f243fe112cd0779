using TorchSharp;
using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

/// <summary>The corrective cycles: trial, undoing, choice, cost.</summary>
public sealed class CricTests
{
    private const int Start = 4;
    private const int Cycle = 5;
    private const int MaximumCycles = 3;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(0.9)]
    public void The_target_is_met_to_the_structure(double sparsity)
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new HessoCric(map, model.Named, model.Buffers, Options(Sgd(0.05, 0.9)) with { TargetGroupSparsity = sparsity });

        Train(model, optimizer, 1, 40);

        Assert.Equal((int)Math.Round(24 * sparsity, MidpointRounding.AwayFromZero), optimizer.PrunedCount);
        Assert.True(optimizer.IsDone);
        Assert.Equal(0, optimizer.RedundantCount);
    }

    [Fact]
    public void A_cycle_leaves_parameters_running_statistics_and_moments_as_they_were()
    {
        foreach (var variant in new BaseUpdate[] { Sgd(0.05, 0.9), AdamW(1e-2, amsGrad: true) })
        {
            using var model = TestModel.Convolutional();
            using var map = model.Map();
            using var optimizer = new HessoCric(map, model.Named, model.Buffers, Options(variant));
            Train(model, optimizer, 1, Start);
            var (values, moments) = (Everything(model), Moments(optimizer));
            var changed = 0;
            while (optimizer.Cost.Cycles == 0)
            {
                Train(model, optimizer, optimizer.Step + 1, optimizer.Step + 1);
                changed += values.SequenceEqual(Everything(model)) ? 0 : 1;
            }

            Assert.Equal(Cycle - 1, changed);
            Assert.Equal(values, Everything(model));
            Assert.Equal(moments, Moments(optimizer));
        }
    }

    [Fact]
    public void Suspects_go_to_zero_in_a_cycle_and_come_back()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new HessoCric(map, model.Named, model.Buffers, Options(Sgd(0)));
        Train(model, optimizer, 1, Start);
        var before = PruningTests.Norms(map);

        for (var left = Cycle - 1; left > 0; left--)
        {
            Train(model, optimizer, optimizer.Step + 1, optimizer.Step + 1);
            Assert.Equal(12, optimizer.RedundantCount);
            Assert.All(Enumerable.Range(0, 24), s => Assert.Equal(
                optimizer.Statuses[s] == StructureStatus.Redundant ? before[s] * left / Cycle : before[s], PruningTests.Norms(map)[s], 1e-5f));
        }

        Train(model, optimizer, optimizer.Step + 1, optimizer.Step + 1);
        Assert.Equal(before, PruningTests.Norms(map));
        Assert.Equal(0, optimizer.PrunedCount);
    }

    [Fact]
    public void The_cost_is_told()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new HessoCric(map, model.Named, model.Buffers, Options(AdamW(1e-2)));
        Train(model, optimizer, 1, Start - 1);
        Assert.Equal(new CricCost(0, 0, 0, 0, false), optimizer.Cost);

        Train(model, optimizer, Start, 40);

        var values = Everything(model).Length;
        Assert.InRange(optimizer.Cost.Cycles, 1, MaximumCycles);
        Assert.Equal(optimizer.Cost.Cycles * Cycle, optimizer.Cost.StepsThrownAway);
        Assert.Equal(4 * (values + (2 * model.Values().Length)), optimizer.Cost.PeakBytes);
        Assert.InRange(optimizer.Cost.Suspects, 12, 24);
        Assert.True(optimizer.Cost.IsLossSeen);
    }

    [Fact]
    public void Without_new_suspects_beyond_the_tolerance_there_is_one_cycle()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new HessoCric(map, model.Named, model.Buffers, Options(Sgd(0.05)) with { Tolerance = 24 });

        Train(model, optimizer, 1, 40);

        Assert.Equal(1, optimizer.Cost.Cycles);
        Assert.Equal(12, optimizer.Cost.Suspects);
    }

    [Fact]
    public void A_structure_without_which_the_loss_rises_is_not_chosen_although_it_looks_redundant()
    {
        // Two structures, one output: the smaller weight is multiplied by a large input, so the loss rises most without it.
        using var weight = new TorchSharp.Modules.Parameter(torch.tensor(new[] { 1f, 2, 3, 4 }));
        using var map = new StructureMap([new LinkedGroup("w", 0, 4)], [new("w", weight, 0, SliceRole.Writer, torch.arange(4))]);
        using var inputs = torch.tensor(new[] { 100f, 1, 1, 1 });
        var loser = new bool[2];
        foreach (var lossWeight in new[] { 0.0, 2.0 })
        {
            using var optimizer = new HessoCric(map, [("w", weight)], [], new()
            {
                Variant = Sgd(0),
                TargetGroupSparsity = 0.25,
                TotalSteps = 30,
                StartStep = 0,
                CycleSteps = 4,
                MaximumCycles = 4,
                PruningSteps = 2,
                LossWeight = lossWeight,
                Criteria = [new(new NoisyMagnitude(), 1)],
            });
            using var original = weight.detach().clone();
            for (var step = 0; step < 30; step++)
            {
                optimizer.zero_grad();
                using var loss = ((weight - original) * inputs).square().sum();
                loss.backward();
                optimizer.ReportLoss(loss);
                optimizer.step();
            }

            loser[lossWeight > 0 ? 1 : 0] = optimizer.Statuses[0] == StructureStatus.Pruned;
            using var noGrad = torch.no_grad();
            weight.copy_(original);
        }

        Assert.Equal([true, false], loser);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(21)]
    [InlineData(30)]
    public void Stopping_and_going_on_is_never_having_stopped(int stop)
    {
        using var straight = TestModel.Convolutional();
        using var first = TestModel.Convolutional();
        using var second = TestModel.Convolutional();
        using var map = straight.Map();
        using var firstMap = first.Map();
        using var secondMap = second.Map();
        using var expected = new HessoCric(map, straight.Named, straight.Buffers, Options(AdamW(1e-2)));
        using var stopped = new HessoCric(firstMap, first.Named, first.Buffers, Options(AdamW(1e-2)));
        using var resumed = new HessoCric(secondMap, second.Named, second.Buffers, Options(AdamW(1e-2)));
        Train(straight, expected, 1, 40);
        Train(first, stopped, 1, stop);
        using (torch.no_grad())
        {
            foreach (var (target, source) in second.Named.Select(p => (torch.Tensor)p.parameter).Concat(second.Buffers.Select(b => b.buffer))
                .Zip(first.Named.Select(p => (torch.Tensor)p.parameter).Concat(first.Buffers.Select(b => b.buffer))))
            {
                target.copy_(source);
            }
        }

        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        stopped.save_state_dict(writer);
        file.Position = 0;
        using var reader = new BinaryReader(file);
        resumed.load_state_dict(reader);
        Assert.Equal(file.Length, file.Position);
        Train(second, resumed, stop + 1, 40);

        Assert.Equal(expected.Statuses, resumed.Statuses);
        Assert.Equal(expected.Cost, resumed.Cost);
        Assert.Equal(Everything(straight), Everything(second));
    }

    [Fact]
    public void After_training_nothing_is_left_but_what_the_optimizer_holds()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new HessoCric(map, model.Named, model.Buffers, Options(AdamW(1e-2)));
        var left = 0L;
        for (var step = 1; step <= 40; step++)
        {
            using var loss = torch.tensor(model.Backward(step));
            optimizer.ReportLoss(loss);
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            optimizer.step();
            left += step == 1 ? 0 : DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        }

        // The losses that were told are let go of within the step; factors of the writers, and what is left of their axes, are all that came to stay.
        Assert.InRange(left + 39, 0, 2 * map.Slices.Count);
    }

    [Fact]
    public void Cycles_that_do_not_fit_into_training_are_refused()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();

        var refused = Assert.Throws<ArgumentException>(() => new HessoCric(map, model.Named, [], Options(Sgd(0.1)) with { MaximumCycles = 7 }));

        Assert.Equal(nameof(HessoCricOptions.CycleSteps), refused.ParamName);
        Assert.Contains("step 47, training at 40", refused.Message, StringComparison.Ordinal);
    }

    private static HessoCricOptions Options(BaseUpdate variant) => new()
    {
        Variant = variant,
        TargetGroupSparsity = 0.5,
        TotalSteps = 40,
        StartStep = Start,
        CycleSteps = Cycle,
        MaximumCycles = MaximumCycles,
        PruningSteps = 8,
        PruningPeriods = 2,
    };

    private static void Train(TestModel model, SparseOptimizer optimizer, long from, long to)
    {
        for (var step = from; step <= to; step++)
        {
            using var loss = torch.tensor(model.Backward(step));
            optimizer.ReportLoss(loss);
            optimizer.step();
        }
    }

    private static float[] Everything(TestModel model) => [.. model.Values(), .. model.Buffers.SelectMany(b => b.buffer.data<float>().ToArray())];

    private static float[] Moments(SparseOptimizer optimizer) =>
        [.. optimizer.state_dict().State.OfType<UpdateState>().SelectMany(state => state.Moments.SelectMany(m => m.data<float>().ToArray()).Append(state.Steps))];

    /// <summary>The magnitude, and by turns a hundred more for all but one structure: each looks redundant in some batch.</summary>
    private sealed class NoisyMagnitude : ISaliencyCriterion
    {
        private int turn;

        public torch.Tensor Score(StructureStatistics structures)
        {
            var score = structures.SquaredNorm.sqrt() * 0.01;
            using var raised = torch.arange(4) != turn++ / 2 % 4;
            return score + raised.to(torch.float32);
        }
    }
}
