using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

public sealed class PruningTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.3)]
    [InlineData(0.4)]
    [InlineData(0.5)]
    [InlineData(0.6)]
    [InlineData(0.7)]
    [InlineData(0.8)]
    [InlineData(0.9)]
    public void The_target_is_met_to_the_structure(double sparsity)
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, Options(Sgd(0.05, 0.9)) with { TargetGroupSparsity = sparsity });

        model.Train(optimizer, 1, 40);

        var target = (int)Math.Round(24 * sparsity, MidpointRounding.AwayFromZero);
        Assert.Equal(target, optimizer.TargetCount);
        Assert.Equal(target, optimizer.PrunedCount);
        Assert.Equal(target / 24.0, optimizer.GroupSparsity);
        Assert.Equal(0, optimizer.RedundantCount);
        Assert.True(optimizer.IsDone);
        Assert.Equal(optimizer.Mask.data<bool>().ToArray(), Norms(map).Select(norm => norm != 0));
    }

    [Fact]
    public void One_shot_zeroes_the_smallest_at_its_step_and_holds_them()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new OneShot(map, model.Named, new() { Variant = Sgd(0.05, 0.9), TargetGroupSparsity = 0.25, TotalSteps = 40, PruneStep = 6 });
        model.Train(optimizer, 1, 5);
        Assert.Equal(0, optimizer.PrunedCount);
        var smallest = Norms(map).Select((norm, s) => (norm, s)).OrderBy(x => x.norm).Take(6).Select(x => x.s).Order();

        model.Train(optimizer, 6, 6);

        Assert.Equal(6, optimizer.PrunedCount);
        var pruned = Enumerable.Range(0, 24).Where(s => optimizer.Statuses[s] == StructureStatus.Pruned).ToArray();
        Assert.Equal(smallest, pruned);
        model.Train(optimizer, 7, 40);
        Assert.Equal(pruned, Enumerable.Range(0, 24).Where(s => Norms(map)[s] == 0));
    }

    [Fact]
    public void Each_period_takes_its_share_and_the_last_one_the_rest()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, Options(Sgd(0.05)) with { StartStep = 4, PruningSteps = 11, PruningPeriods = 3 });
        var counts = new List<(int Redundant, int Pruned)>();

        for (var step = 1; step <= 16; step++)
        {
            model.Train(optimizer, step, step);
            counts.Add((optimizer.RedundantCount, optimizer.PrunedCount));
        }

        // 17 of 24: 5, 5 and 7, in periods of 3, 3 and 5 steps.
        (int, int)[] expected =
        [
            (0, 0), (0, 0), (0, 0), (0, 0), (5, 0), (5, 0), (0, 5), (5, 5), (5, 5), (0, 10), (7, 10), (7, 10), (7, 10), (7, 10), (0, 17), (0, 17),
        ];
        Assert.Equal(expected, counts);
    }

    [Fact]
    public void The_road_to_zero_is_linear_and_ends_at_zero()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();

        // Without a learning rate only the shrinking moves anything.
        using var optimizer = new Hesso(map, model.Named, Options(Sgd(0)) with { StartStep = 2, PruningSteps = 5, PruningPeriods = 1 });
        var before = Norms(map);
        for (var step = 1; step <= 8; step++)
        {
            model.Train(optimizer, step, step);
            var left = Math.Clamp((7 - step) / 5f, 0, 1);
            foreach (var (norm, s) in Norms(map).Select((norm, s) => (norm, s)))
            {
                var factor = optimizer.Statuses[s] == StructureStatus.Important ? 1 : left;
                Assert.Equal(before[s] * factor, norm, 1e-5f * before[s]);
                Assert.True(left > 0 || factor == 1 || norm == 0);
            }
        }
    }

    [Fact]
    public void Zero_stays_zero_whatever_moves_the_parameters()
    {
        foreach (var variant in new BaseUpdate[] { Sgd(0.05, 0.9, weightDecay: 0.01, nesterov: true), AdamW(1e-2, weightDecay: 0.1), Adam(1e-2, weightDecay: 0.1) })
        {
            using var model = TestModel.Convolutional();
            using var map = model.Map();
            using var optimizer = new Hesso(map, model.Named, Options(variant));
            for (var step = 1; step <= 40; step++)
            {
                model.Train(optimizer, step, step);
                var norms = Norms(map);
                Assert.All(Enumerable.Range(0, map.Count), s => Assert.Equal(optimizer.Statuses[s] == StructureStatus.Pruned, norms[s] == 0));
            }
        }
    }

    [Fact]
    public void The_moments_of_what_is_pruned_are_dropped()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, Options(AdamW(1e-2)) with { StartStep = 3, PruningSteps = 4, PruningPeriods = 1 });

        model.Train(optimizer, 1, 7);

        var state = (UpdateState)optimizer.state_dict().State[0];
        foreach (var moment in new[] { state.First!, state.Second! })
        {
            using var perRow = moment.abs().sum(1);
            var rows = perRow.data<float>().ToArray();
            Assert.All(Enumerable.Range(0, 16), s => Assert.Equal(optimizer.Statuses[s] == StructureStatus.Pruned, rows[s] == 0));
        }
    }

    [Fact]
    public void A_writer_listed_under_two_paths_shrinks_once()
    {
        using var model = TestModel.Perceptron();
        using var plain = model.Map();
        using var map = new StructureMap(plain.Groups, [.. plain.Slices, .. plain.Slices.Select(slice => slice with { Path = $"alias.{slice.Path}" })]);
        using var optimizer = new Hesso(map, model.Named, Options(Sgd(0)) with { TargetGroupSparsity = 0.05, StartStep = 0, PruningSteps = 4, PruningPeriods = 1 });
        var before = Norms(plain);

        model.Train(optimizer, 1, 2);

        var s = Array.IndexOf(optimizer.Statuses, StructureStatus.Redundant);
        Assert.Equal(before[s] / 2, Norms(plain)[s], 1e-6f);
    }

    [Theory]
    [InlineData(SaliencyDirection.Gradient, 1)]
    [InlineData(SaliencyDirection.Update, 1.9)]
    public void Criteria_are_told_the_gradient_or_the_direction_of_the_update(SaliencyDirection direction, double factor)
    {
        var taylor = new RecordedTaylor();
        using var x = new Parameter(torch.tensor(new float[] { 2, 3 }));
        using var map = new StructureMap([new LinkedGroup("x", 0, 2)], [new("x", x, 0, SliceRole.Writer, torch.arange(2))]);
        using var optimizer = new Hesso(map, [("x", x)], Options(Sgd(0, 0.9)) with
        {
            TargetGroupSparsity = 0.5,
            StartStep = 1,
            PruningPeriods = 20,
            ScoreDecay = 0,
            Criteria = [new(taylor, 1)],
            SaliencyDirection = direction,
        });
        x.sum().backward();

        optimizer.step();
        Assert.Empty(taylor.Scores);
        optimizer.step();

        // In the second step the momentum is 1 + 0.9 times the gradient.
        Assert.Equal([(float)(2 * factor), (float)(3 * factor)], taylor.Scores);
    }

    [Fact]
    public void What_is_pruned_does_not_count_in_the_norms()
    {
        using var x = new Parameter(torch.ones(4));
        using var map = new StructureMap([new LinkedGroup("x", 0, 4)], [new("x", x, 0, SliceRole.Writer, torch.arange(4))]);
        using var optimizer = new Hesso(map, [("x", x)], Options(Sgd(0)) with
        {
            TargetGroupSparsity = 0.5,
            StartStep = 0,
            PruningSteps = 2,
            PruningPeriods = 2,
            ScoreDecay = 0,
            Criteria = [new(new CosineCriterion(), 1)],
        });

        (x * 0).sum().backward();

        // With a gradient of zero the criterion is 1 for all, normalised by the root of how many there are.
        optimizer.step();
        Assert.Equal(1 / Math.Sqrt(4), optimizer.Scores[3].item<float>(), 1e-6);
        optimizer.step();
        Assert.Equal(1 / Math.Sqrt(3), optimizer.Scores[3].item<float>(), 1e-6);
        Assert.Equal([0f, 0, 1, 1], x.data<float>().ToArray());
    }

    [Fact]
    public void Every_group_keeps_its_minimum_width_and_a_multiple_of_the_divisor()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, Options(Sgd(0.05)) with { TargetGroupSparsity = 0.49, MinimumWidth = 3, Divisor = 4 });

        model.Train(optimizer, 1, 40);

        Assert.Equal(12, optimizer.PrunedCount);
        var kept = map.Groups.Select(g => optimizer.Statuses[g.Start..g.End].Count(s => s == StructureStatus.Important)).ToArray();
        Assert.All(kept, width => Assert.True(width % 4 == 0 && width > 0));
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, Options(AdamW(1e-2)) with { SaliencyDirection = SaliencyDirection.Update });
        model.Train(optimizer, 1, 1);
        var left = 0L;
        for (var step = 2; step <= 40; step++)
        {
            model.Backward(step);
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            optimizer.step();
            var after = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

            // What is left of each axis that lost positions, as numbers and as flags, is all that comes, and only once.
            left += after - before;
            Assert.InRange(left, 0, 2 * 10);
        }

        Assert.Equal(2 * 10, left);
    }

    private sealed class RecordedTaylor : ISaliencyCriterion
    {
        public float[] Scores { get; private set; } = [];

        public torch.Tensor Score(StructureStatistics structures)
        {
            var score = new FirstOrderTaylorCriterion().Score(structures);
            Scores = score.data<float>().ToArray();
            return score;
        }
    }

    internal static HessoOptions Options(BaseUpdate variant) => new()
    {
        Variant = variant,
        TargetGroupSparsity = 0.7,
        TotalSteps = 40,
        StartStep = 5,
        PruningSteps = 20,
        PruningPeriods = 5,
    };

    /// <summary>The norm of every structure, over its writers.</summary>
    internal static float[] Norms(StructureMap map)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var sums = new float[map.Count];
        foreach (var slice in map.Slices.Where(slice => slice.Role == SliceRole.Writer))
        {
            var rows = slice.Tensor.square().reshape(slice.Tensor.shape[0], -1).sum(1).data<float>().ToArray();
            var structures = slice.Structures.data<long>().ToArray();
            for (var i = 0; i < rows.Length; i++)
            {
                sums[structures[i]] += rows[i];
            }
        }

        return Array.ConvertAll(sums, MathF.Sqrt);
    }
}
