using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>Numbers that are none do no harm, and nothing moves that should not.</summary>
public sealed class NumericalCareTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_gradient_that_is_not_finite_stops_before_anything_changes(float value)
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, PruningTests.Options(AdamW(1e-2)));
        model.Train(optimizer, 1, 7);
        var before = model.Values();
        var moments = Moments(optimizer);
        model.Backward(8);
        model["conv2.weight"].grad![3, 2, 1, 0] = value;

        var thrown = Assert.Throws<NonFiniteException>(() => optimizer.step());

        Assert.Equal(8, thrown.Step);
        Assert.Equal("conv2.weight", thrown.Parameter);
        Assert.Contains("Step 8: the gradient of 'conv2.weight'", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(7, optimizer.Step);
        Assert.Equal(before, model.Values());
        Assert.Equal(moments, Moments(optimizer));
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_too()
    {
        using var x = new Parameter(ones(2));
        using var map = new StructureMap([], []);
        using var optimizer = new Hesso(map, [("x", x)], PruningTests.Options(Sgd(0.1)) with { TargetGroupSparsity = 0 });

        var thrown = Assert.Throws<NonFiniteException>(() => optimizer.step(() => x.sum() * float.NaN));

        Assert.Null(thrown.Parameter);
        Assert.Contains("Step 1: the loss", thrown.Message, StringComparison.Ordinal);
        Assert.Equal([1f, 1f], x.data<float>().ToArray());
    }

    [Fact]
    public void A_skipped_step_leaves_no_trace_in_the_run()
    {
        using var model = TestModel.Convolutional();
        using var map = model.Map();
        using var twin = TestModel.Convolutional();
        using var twinMap = twin.Map();
        using var optimizer = new Hesso(map, model.Named, PruningTests.Options(Sgd(0.05, 0.9)) with { OnNonFinite = NonFiniteHandling.SkipStep });
        using var expected = new Hesso(twinMap, twin.Named, PruningTests.Options(Sgd(0.05, 0.9)));

        for (var step = 1; step <= 40; step++)
        {
            if (step % 7 == 0)
            {
                model.Backward(step);
                model["fc.bias"].grad![0] = float.NaN;
                optimizer.step();
            }

            model.Train(optimizer, step, step);
            twin.Train(expected, step, step);
        }

        Assert.Equal(5, optimizer.SkippedSteps);
        Assert.Equal(40, optimizer.Step);
        Assert.Equal(expected.Statuses, optimizer.Statuses);
        Assert.Equal(twin.Values(), model.Values());
    }

    [Fact]
    public void Large_gradients_whose_sum_overflows_are_finite()
    {
        using var x = new Parameter(zeros(4));
        using var map = new StructureMap([], []);
        using var optimizer = new Hesso(map, [("x", x)], PruningTests.Options(Sgd(1e-38)) with { TargetGroupSparsity = 0 });
        (x * 3e38f).sum().backward();

        optimizer.step();

        Assert.All(x.data<float>().ToArray(), value => Assert.Equal(-3f, value, 0.01f));
    }

    [Fact]
    public void Accumulated_and_clipped_gradients_are_taken_as_they_are()
    {
        using var model = TestModel.Perceptron();
        using var twin = TestModel.Perceptron();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, PruningTests.Options(Sgd(0.5, 0.9)) with { TargetGroupSparsity = 0 });
        using var expected = optim.SGD(twin.Named.Select(p => p.parameter), 0.5, 0.9);

        for (var step = 1; step <= 5; step++)
        {
            foreach (var (trained, by) in new[] { (model, (optim.Optimizer)optimizer), (twin, expected) })
            {
                by.zero_grad();
                trained.Accumulate(2 * step);
                trained.Accumulate((2 * step) + 1);
                nn.utils.clip_grad_norm_(trained.Named.Select(p => p.parameter), 0.1);
                by.step();
            }
        }

        Assert.All(model.Values().Zip(twin.Values()), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public void Frozen_parameters_stay_even_with_an_old_gradient_unless_their_structure_is_pruned()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, PruningTests.Options(Sgd(0.1, 0.9, weightDecay: 0.1)));
        model.Backward(1);
        model["fc1.weight"].requires_grad = false;
        model["fc3.weight"].requires_grad = false;
        var rows = Rows(model["fc1.weight"]);
        var head = model["fc3.weight"].data<float>().ToArray();

        model.Train(optimizer, 1, 40);

        Assert.Equal(head, model["fc3.weight"].data<float>().ToArray());
        var after = Rows(model["fc1.weight"]);
        Assert.Contains(StructureStatus.Pruned, optimizer.Statuses[..16]);
        Assert.All(Enumerable.Range(0, 16), s => Assert.Equal(optimizer.Statuses[s] == StructureStatus.Pruned ? new float[12] : rows[s], after[s]));
    }

    [Fact]
    public void What_takes_no_part_in_a_batch_keeps_its_score_and_is_chosen_last_without_one()
    {
        using var used = new Parameter(tensor(new float[] { 5, 6, 7 }));
        using var idle = new Parameter(tensor(new float[] { 1, 2, 3 }));
        using var map = new StructureMap(
            [new LinkedGroup("used", 0, 3), new LinkedGroup("idle", 3, 3)],
            [new("used", used, 0, SliceRole.Writer, tensor(new long[] { 0, 1, 2 })), new("idle", idle, 0, SliceRole.Writer, tensor(new long[] { 3, 4, 5 }))]);
        using var optimizer = new Hesso(map, [("used", used), ("idle", idle)], new()
        {
            Variant = Sgd(0),
            TargetGroupSparsity = 0.5,
            TotalSteps = 4,
            StartStep = 2,
            PruningSteps = 1,
            PruningPeriods = 1,
            Criteria = [new(new MagnitudeCriterion(), 1)],
        });

        for (var step = 1; step <= 3; step++)
        {
            optimizer.zero_grad();
            used.sum().backward();
            optimizer.step();
        }

        // The target is 3; of 'used' only 2 may go, so one of the idle group has to, though nothing is known of it.
        Assert.Equal([false, false, true, false, true, true], optimizer.Mask.data<bool>().ToArray());
        Assert.Equal(0, optimizer.Scores[4].item<float>());
    }

    [Fact]
    public void Moments_do_not_decay_into_denormal_numbers()
    {
        foreach (var variant in new BaseUpdate[] { Sgd(0.1, 0.9), AdamW(1e-3, beta2: 0.9) })
        {
            using var x = new Parameter(ones(4));
            using var map = new StructureMap([], []);
            using var optimizer = new Hesso(map, [("x", x)], new HessoOptions { Variant = variant, TargetGroupSparsity = 0, TotalSteps = 2000 });
            x.sum().backward();
            optimizer.step();
            for (var step = 0; step < 1500; step++)
            {
                x.grad!.zero_();
                optimizer.step();
                Assert.DoesNotContain(Moments(optimizer), float.IsSubnormal);
            }

            Assert.All(Moments(optimizer), moment => Assert.Equal(0, moment));
        }
    }

    private static float[] Moments(SparseOptimizer optimizer) =>
        [.. optimizer.state_dict().State.OfType<UpdateState>().SelectMany(state => new[] { state.First, state.Second }).OfType<Tensor>().SelectMany(moment => moment.data<float>().ToArray())];

    private static float[][] Rows(Tensor matrix) => [.. matrix.data<float>().ToArray().Chunk((int)matrix.shape[1])];
}
