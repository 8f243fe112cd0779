using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>Dual half-space projected gradient: penalty, projection, and that it stops at the target.</summary>
public sealed class DhspgTests
{
    public static TheoryData<double, bool> Targets => new MatrixTheoryData<double, bool>([0.1, 0.3, 0.5, 0.7, 0.9], [true, false]);

    [Theory]
    [MemberData(nameof(Targets))]
    public void It_stops_at_the_target(double sparsity, bool isSgd)
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Dhspg(map, model.Named, Options(isSgd ? Sgd(0.05, 0.9) : AdamW(1e-2, weightDecay: 0.1)) with { TargetGroupSparsity = sparsity });
        var target = (int)Math.Round(24 * sparsity, MidpointRounding.AwayFromZero);
        var pruned = Array.Empty<int>();

        for (var step = 1; step <= 200; step++)
        {
            model.Train(optimizer, step, step);
            Assert.InRange(optimizer.PrunedCount, pruned.Length, target);
            var zero = PruningTests.Norms(map).Select((norm, s) => (norm, s)).Where(x => x.norm == 0).Select(x => x.s).ToArray();
            Assert.Equal(optimizer.PrunedCount, zero.Length);
            Assert.Empty(pruned.Except(zero));
            pruned = zero;
        }

        Assert.Equal(target, optimizer.PrunedCount);
        Assert.Equal(0, optimizer.RedundantCount);
        Assert.Equal(0, optimizer.Shortfall);
        Assert.True(optimizer.IsDone);
        Assert.True(sparsity > 0.8 || optimizer.CompletedCount == 0);
    }

    [Fact]
    public void What_is_missing_near_the_end_is_shrunk_linearly()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Dhspg(map, model.Named, Options(Sgd(0)) with { CompletionSteps = 5 });
        var before = PruningTests.Norms(map);
        model.Train(optimizer, 1, 195);
        Assert.Equal(0, optimizer.PrunedCount);

        for (var left = 4; left >= 0; left--)
        {
            model.Train(optimizer, 200 - left, 200 - left);
            var going = Enumerable.Range(0, 24).Where(s => optimizer.Statuses[s] != StructureStatus.Important).ToArray();
            Assert.Equal(12, going.Length);
            Assert.All(Enumerable.Range(0, 24), s => Assert.Equal(going.Contains(s) ? before[s] * left / 5 : before[s], PruningTests.Norms(map)[s], 1e-5f));
        }

        Assert.True(optimizer.IsDone);
        Assert.Equal(12, optimizer.CompletedCount);
    }

    [Fact]
    public void A_run_that_ends_short_of_the_target_says_so()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Dhspg(map, model.Named, Options(Sgd(1e-3)) with { Lambda = 1e-6, CompletionSteps = 0 });

        model.Train(optimizer, 1, 200);

        Assert.False(optimizer.IsDone);
        Assert.Equal(12 - optimizer.PrunedCount, optimizer.Shortfall);
        Assert.True(optimizer.Shortfall > 0);
        Assert.Equal(14 - optimizer.PrunedCount, optimizer.RedundantCount);
    }

    /// <summary>With x = (3, 4): ‖x‖ = 5; where ⟨x, v⟩ = -3, the least penalty that lets the norm fall is 0.6, the most that descends 5/3.</summary>
    [Theory]
    [InlineData(1, 2, 10, 0.5)]
    [InlineData(-1, 2, 10, 1.2)]
    [InlineData(-1, 2, 2, 1)]
    [InlineData(-1, 1, 10, 0.6)]
    [InlineData(-1, 4, 10, (0.6 + (5 / 3.0)) / 2)]
    public void The_penalty_lets_the_norm_fall_and_the_step_descend(float direction, double amplification, double ceiling, double expected)
    {
        using var x = new Parameter(tensor(new float[,] { { 3, 4 } }));
        using var v = tensor(new float[,] { { direction, 0 } });
        using var map = new StructureMap([new LinkedGroup("x", 0, 1)], [new("x", x, 0, SliceRole.Writer, arange(1))]);
        using var parameters = new TrainedParameters(seedsMoments: false, new SparseParameterGroup([], Sgd(1)));
        using var slices = new WriterSlices(map, parameters);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var structures = new StructureStatistics(map.Groups, slices, tensor(new[] { 2f }), _ => v);

        var penalty = HalfSpace.Penalty(structures, Options(Sgd(1)) with { Lambda = 0.5, Amplification = amplification, Ceiling = ceiling });

        Assert.Equal(expected, penalty.item<float>() * 5, 1e-5);
    }

    [Fact]
    public void What_a_step_leaves_of_a_structure_is_known_before_it()
    {
        foreach (var (first, second) in new (BaseUpdate, BaseUpdate)[] { (Sgd(0.1, 0.9, weightDecay: 0.1), Sgd(0.3)), (AdamW(0.1, weightDecay: 0.5), AdamW(0.02)) })
        {
            using var model = TestModel.Convolutional();
            using var map = model.Map();
            var (one, other) = (new SparseParameterGroup([], first), new SparseParameterGroup([], second));
            using var parameters = new TrainedParameters(seedsMoments: false, one);
            foreach (var (name, parameter) in model.Named.Where(p => p.name is not "bn1.bias"))
            {
                parameters.TryAdd(name, parameter, name.StartsWith("bn", StringComparison.Ordinal) ? other : one);
            }

            using var slices = new WriterSlices(map, parameters);
            var before = model.Named.ToDictionary(p => p.name, p => p.parameter.detach().clone());
            model.Backward(1);
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var directions = parameters.Directions();
            var structures = new StructureStatistics(map.Groups, slices, ones(24), slice => slice.Trained is { } trained ? directions[trained] : null);
            var penalty = HalfSpace.Penalty(structures, Options(first) with { Lambda = 0.02, Amplification = 2, Ceiling = 2 });
            var left = HalfSpace.Left(structures, penalty).data<float>().ToArray();

            HalfSpace.Shrink(slices, penalty);
            TrainedParameters.Apply(directions);

            var after = new StructureStatistics(map.Groups, slices, ones(24), slice => before[slice.Path]);
            var expected = (after.InnerProduct / after.DirectionSquaredNorm).data<float>().ToArray();
            Assert.All(expected.Zip(left), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Dhspg(map, model.Named, Options(AdamW(1e-3)) with { Lambda = 1e-3, CompletionSteps = 0 });
        model.Train(optimizer, 1, 12);
        for (var step = 13; step <= 40; step++)
        {
            model.Backward(step);
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            optimizer.step();
            Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
    }

    [Fact]
    public void The_rank_is_the_papers()
    {
        using var x = new Parameter(tensor(new float[,] { { 3, 4 }, { 0, 1 } }));
        using var v = tensor(new float[,] { { 3, 4 }, { 1, 0 } });
        using var map = new StructureMap([new LinkedGroup("x", 0, 2)], [new("x", x, 0, SliceRole.Writer, arange(2))]);
        using var parameters = new TrainedParameters(seedsMoments: false, new SparseParameterGroup([], Sgd(1)));
        using var slices = new WriterSlices(map, parameters);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var structures = new StructureStatistics(map.Groups, slices, tensor(new[] { 2f, 2 }), _ => v);

        var scores = SaliencyCriteria.Dhspg().Select(c => (c.Weight, c.Criterion.Score(structures).data<float>().ToArray())).ToArray();

        Assert.Equal([0.5, 0.5], scores.Select(s => s.Weight));
        Assert.Equal([-1f, 0], scores[0].Item2, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([-0.4f, -2], scores[1].Item2, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void With_a_divisor_the_widths_kept_are_its_multiples()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Dhspg(map, model.Named, Options(Sgd(0.05, 0.9)) with { Divisor = 4 });

        model.Train(optimizer, 1, 200);

        Assert.True(optimizer.IsDone);
        Assert.All(map.Groups, g => Assert.Equal(0, optimizer.Statuses[g.Start..g.End].Count(s => s == StructureStatus.Important) % 4));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(25)]
    [InlineData(60)]
    public void Stopping_and_going_on_is_never_having_stopped(int stop)
    {
        using var straight = TestModel.Perceptron();
        using var resumed = TestModel.Perceptron();
        using var map = straight.Map();
        using var resumedMap = resumed.Map();
        using var expected = new Dhspg(map, straight.Named, Options(AdamW(1e-2)));
        using var first = new Dhspg(resumedMap, resumed.Named, Options(AdamW(1e-2)));
        using var second = new Dhspg(resumedMap, resumed.Named, Options(AdamW(1e-2)));
        straight.Train(expected, 1, 100);

        resumed.Train(first, 1, stop);
        second.load_state_dict(first.state_dict());
        resumed.Train(second, stop + 1, 100);

        Assert.Equal(expected.Statuses, second.Statuses);
        Assert.Equal(straight.Values(), resumed.Values());
    }

    private static DhspgOptions Options(BaseUpdate variant) => new()
    {
        Variant = variant,
        TargetGroupSparsity = 0.5,
        TotalSteps = 200,
        StartStep = 10,
        Lambda = 1,
    };
}
