using PrunableModels.Tests.Training;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Erasing;

/// <summary>H2SPG trains a network and erases segments of it on the way: as many as it was told, so that the rest is a network.</summary>
[Collection(nameof(SmallRun))]
public sealed class H2spgTests
{
    private const int Steps = 40;

    [Theory]
    [InlineData(ErasingRule.Shrink, 1)]
    [InlineData(ErasingRule.Shrink, 3)]
    [InlineData(ErasingRule.Project, 1)]
    public void As_many_segments_as_were_asked_for_are_at_zero_and_go(ErasingRule rule, long periods)
    {
        using var model = Create();
        using var optimizer = Train(model, Options(PruningTarget.GroupSparsity(0.5)) with { Rule = rule, ErasingPeriods = periods, Lambda = 0.1 });

        Assert.True(optimizer.IsDone);
        Assert.Equal(3, optimizer.Erased.Count);
        Assert.All(Parameters(model, optimizer.Erased), p => Assert.Equal(0, p.abs().max().item<float>()));
        Assert.All(Parameters(model, [.. model.Pruning.Segments.Erasable.Select(s => s.Id).Except(optimizer.Erased)]).Where(p => p.dim() > 1), p => Assert.NotEqual(0, p.abs().max().item<float>()));

        var compact = model.Erase(new() { ExampleInput = randn(4, 3, 8, 8) });
        Assert.InRange(compact.LargestDifference, 0, 1e-5);
        Assert.Equal(optimizer.Erased.Order(), model.Pruning.Erased.Order());
        Assert.Throws<InvalidOperationException>(() => optimizer.step());
    }

    [Fact]
    public void A_cost_is_that_of_what_is_left_without_dead_code()
    {
        using var model = Create();
        var before = model.Pruning.CountMacs(1, 3, 8, 8);
        using var optimizer = Train(model, Options(PruningTarget.Macs(0.5, 1, 3, 8, 8)));
        var compact = model.Erase(new() { ExampleInput = randn(4, 3, 8, 8) });

        // The layers that are left to be called, of one channel each, are on top of it.
        Assert.True(optimizer.IsDone);
        Assert.InRange(compact.Macs!.After, 1, (long)(0.6 * before));
    }

    [Theory]
    [InlineData(ErasingRule.Shrink)]
    [InlineData(ErasingRule.Project)]
    public void Structures_are_pruned_in_the_same_run(ErasingRule rule)
    {
        using var model = Create();
        using var other = Create();
        var count = model.Pruning.Map.Count;
        using var optimizer = Train(model, Options(PruningTarget.GroupSparsity(0.5)) with { PrunedShare = 0.5, ErasingPeriods = 2, Rule = rule, Lambda = 0.1 });
        Assert.True(optimizer.IsDone);
        Assert.Equal(3, optimizer.Erased.Count);
        Assert.Equal(count / 2, optimizer.PrunedMask!.logical_not().sum().item<long>());
        other.load_state_dict(model.state_dict());

        var x = randn(4, 3, 8, 8);
        var compact = model.Erase(new() { ExampleInput = x });
        Assert.InRange(compact.LargestDifference, 0, 1e-5);
        Assert.Equal(2, compact.Plan.Stages.Count);
        Assert.InRange(compact.Parameters.After, 1, compact.Parameters.Before / 3);

        other.Compact(compact.Plan, new() { ExampleInput = x });
        model.eval();
        other.eval();
        Assert.Equal(0, (model.call(x) - other.call(x)).abs().max().item<float>(), 1e-5);
    }

    [Fact]
    public void What_is_excluded_stays()
    {
        using var model = Create();
        using var optimizer = Train(model, Options(PruningTarget.GroupSparsity(0.5)) with { Rules = [new Exclusion("blocks.0")] });
        Assert.All(optimizer.Erased, id => Assert.StartsWith("blocks.1.", id, StringComparison.Ordinal));
    }

    [Fact]
    public void A_target_out_of_reach_is_refused_before_training()
    {
        using var model = Create();
        var exception = Assert.Throws<ArgumentException>(() => model.H2spg(Options(PruningTarget.Parameters(0.01))));
        Assert.Contains("of 6 segments, 6 can go", exception.Message, StringComparison.Ordinal);
        Assert.Contains("means no parameter", Assert.Throws<ArgumentException>(() => model.H2spg(Options(PruningTarget.GroupSparsity(0.5)) with { Rules = [new Exclusion("trunk")] })).Message, StringComparison.Ordinal);
        Assert.Contains("have no width", Assert.Throws<ArgumentException>(() => model.H2spg(Options(PruningTarget.GroupSparsity(0.5)) with { Divisor = 8 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_saved_goes_on_as_if_nothing_had_happened()
    {
        var options = Options(PruningTarget.GroupSparsity(0.5));
        using var whole = Create();
        using var undisturbed = Train(whole, options);

        using var model = Create();
        using var first = Train(model, options, until: 11);
        using var resumed = Create();
        resumed.load_state_dict(model.state_dict());
        using var second = resumed.H2spg(options);
        second.load_state_dict(first.state_dict());
        Train(resumed, second, from: 11, Steps);

        Assert.Equal(undisturbed.Erased, second.Erased);
        Assert.All(whole.parameters().Zip(resumed.parameters()), p => Assert.True(p.First.equal(p.Second).all().item<bool>()));
    }

    [Fact]
    public void What_is_measured_decides_instead_of_scores()
    {
        // The loss asks for the small branches to stay: whatever their scores, they do.
        using var model = Create();
        using var optimizer = Train(model, Options(PruningTarget.GroupSparsity(0.5)) with { Loss = () => Missing(model, "small").sum() });
        Assert.Equal(3, optimizer.Erased.Count);
        Assert.DoesNotContain(optimizer.Erased, id => id.Contains("small", StringComparison.Ordinal));

        // And then for the others: it is asked in evaluation, and leaves nothing changed.
        using var other = Create();
        var calls = 0;
        using var second = Train(other, Options(PruningTarget.GroupSparsity(0.3)) with
        {
            Loss = () =>
            {
                calls++;
                Assert.False(other.training);
                return Missing(other, "large").sum() + Missing(other, "plain").sum();
            },
        });
        Assert.All(second.Erased, id => Assert.Contains("small", id, StringComparison.Ordinal));
        Assert.InRange(calls, 2, 20);
        Assert.True(other.training);
    }

    [Fact]
    public void What_lags_behind_does_not_count()
    {
        // By their running statistics the small branches would drown everything. The loss sees what they add to these examples.
        using var model = Create();
        foreach (var (name, buffer) in model.named_buffers().Where(b => b.name.Contains("small", StringComparison.Ordinal) && b.name.EndsWith("running_mean", StringComparison.Ordinal)))
        {
            buffer.fill_(-1e6);
        }

        var outputs = new List<double>();
        using var optimizer = Train(model, Options(PruningTarget.GroupSparsity(0.5)) with
        {
            Loss = () =>
            {
                var loss = model.call(ones(4, 3, 8, 8) + randn(4, 3, 8, 8)).abs().max();
                outputs.Add(loss.item<float>());
                return loss;
            },
        }, until: 15);
        Assert.NotEmpty(outputs);
        Assert.All(outputs, o => Assert.InRange(o, 0, 100));
        Assert.All(model.named_buffers().Where(b => b.name.Contains("small", StringComparison.Ordinal) && b.name.EndsWith("running_mean", StringComparison.Ordinal)), b => Assert.True(b.buffer.max().item<float>() < -1e4, b.name));
    }

    [Fact]
    public void Normalisations_that_are_frozen_are_measured_so()
    {
        using var model = Create();
        List<BatchNorm2d> norms = [.. model.modules().OfType<BatchNorm2d>()];
        norms[0].eval();
        var seen = new List<bool[]>();
        using var optimizer = Train(model, Options(PruningTarget.GroupSparsity(0.5)) with
        {
            Loss = () =>
            {
                seen.Add([.. norms.Select(n => n.training)]);
                return zeros(1);
            },
        }, until: 6);
        Assert.NotEmpty(seen);
        Assert.All(seen, s => Assert.Equal(norms.Select((_, i) => i > 0), s));
    }

    [Fact]
    public void Measuring_leaves_the_model_as_it_was()
    {
        using var measured = Create();
        using var plain = Create();
        using var first = Train(measured, Options(PruningTarget.GroupSparsity(0.5)) with { Loss = () => measured.call(ones(4, 3, 8, 8)).sum() * 0 });
        using var second = Train(plain, Options(PruningTarget.GroupSparsity(0.5)) with { Loss = () => zeros(1) });
        Assert.All(measured.state_dict().Zip(plain.state_dict()), p => Assert.True(p.First.Value.equal(p.Second.Value).all().item<bool>(), p.First.Key));
    }

    /// <summary>1 for every convolution of a branch that is at zero.</summary>
    private static Tensor Missing(BranchingNet model, string branch) =>
        stack([.. model.named_parameters().Where(p => p.name.Contains(branch, StringComparison.Ordinal) && p.parameter.dim() == 4).Select(p => p.parameter.abs().max().eq(0).to_type(ScalarType.Float32))]);

    private static H2spgOptions Options(PruningTarget target) => new() { Variant = BaseUpdate.Sgd(lr: 0.05, momentum: 0.9), Target = target, TotalSteps = Steps };

    private static IEnumerable<Tensor> Parameters(BranchingNet model, IReadOnlyCollection<string> segments)
    {
        var paths = model.Pruning.Segments.Segments.Where(s => segments.Contains(s.Id)).SelectMany(s => s.Parameters).Select(p => p.Path).ToHashSet();
        return model.named_parameters().Where(p => paths.Contains(p.name)).Select(p => p.parameter);
    }

    private static BranchingNet Create()
    {
        manual_seed(1);
        return new();
    }

    private static H2spg Train(BranchingNet model, H2spgOptions options, int until = Steps)
    {
        var optimizer = model.H2spg(options);
        Train(model, optimizer, 0, until);
        return optimizer;
    }

    private static void Train(BranchingNet model, H2spg optimizer, int from, int until)
    {
        for (var step = from; step < until; step++)
        {
            using var scope = NewDisposeScope();
            manual_seed(100 + step);
            var x = randn(16, 3, 8, 8);
            optimizer.zero_grad();
            nn.functional.cross_entropy(model.call(x), (x.mean([1, 2, 3]) > 0).to_type(ScalarType.Int64)).backward();
            optimizer.step();
        }
    }
}
