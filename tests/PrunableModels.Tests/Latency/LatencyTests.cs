using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

/// <summary>What is measured would be another time where other tests run beside it.</summary>
[CollectionDefinition(nameof(MeasuredAlone), DisableParallelization = true)]
public sealed class MeasuredAlone;

/// <summary>Latency is measured on the compact model, which is whole again afterwards.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class LatencyTests
{
    [Fact]
    public void A_narrow_model_is_measured_to_be_faster()
    {
        using var model = new Mlp(width: 4096);
        using var input = randn(256, 12);
        using var mask = ones(model.Pruning.Map.Count, ScalarType.Bool);
        mask[64..4096] = false;

        var latency = model.Pruning.MeasureLatency(mask, input);

        Assert.InRange(latency.Share, 0, 0.6);
        Assert.True(latency.After > TimeSpan.Zero);
    }

    [Fact]
    public void A_table_of_batches_and_threads_has_the_multiply_adds_beside_it()
    {
        using var model = new Mlp(width: 4096);
        using var input = randn(3, 12);
        using var mask = ones(model.Pruning.Map.Count, ScalarType.Bool);
        mask[64..4096] = false;
        const int threads = 2;
        set_num_threads(threads);

        var table = model.Pruning.MeasureLatencies(mask, input, [2, 256], [1]);

        Assert.Equal([(2, 1), (256, 1)], table.Rows.Select(row => (row.Batch, row.Threads)));
        Assert.Equal(threads, get_num_threads());
        set_num_threads(1);
        var large = table.Rows[1];
        Assert.InRange(large.Speedup, 1.5, double.MaxValue);
        Assert.Equal(model.Pruning.CountMacs(256, 12), large.Macs!.Before);
        Assert.Equal(128 * table.Rows[0].Macs!.After, large.Macs.After);
        Assert.Contains("times as fast with 1/", large.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 5, false)]
    [InlineData(10, 9.8, true)]
    public void Smaller_but_not_faster_is_said(double before, double after, bool said)
    {
        var row = new LatencyRow(1, 1, new(TimeSpan.FromMilliseconds(before), TimeSpan.FromMilliseconds(after)), new(100, 25));

        Assert.Equal(said, row.IsNotFaster);
        Assert.Equal(said, row.ToString().Contains("smaller, but not faster", StringComparison.Ordinal));
        Assert.Equal(4, row.FewerMacs);
    }

    [Fact]
    public void The_target_for_a_latency_is_one_to_train_for()
    {
        using var model = new Mlp(width: 4096);
        using var input = randn(256, 12);
        var options = new HessoOptions { Variant = Sgd(0.05), TargetGroupSparsity = 0, TotalSteps = 5, Rules = [new Exclusion("fc2")] };

        var found = model.Pruning.TargetForLatency(0.7, input, options);

        Assert.InRange(found.Measured.Share, 0, 0.7);
        Assert.Equal(TargetMeasure.Macs, found.Target.Measure);
        Assert.InRange(found.Target.Share, 0, 0.999);
        var run = model.Pruning.DryRun(options with { Target = found.Target });
        Assert.True(run.IsReachable);
    }

    [Fact]
    public void A_latency_out_of_reach_is_refused_with_what_was_measured()
    {
        using var model = new Mlp();
        using var input = randn(2, 12);
        var refused = Assert.Throws<ArgumentException>(() => model.Pruning.TargetForLatency(1e-6, input));
        Assert.Contains("out of reach: with every group as narrow as the constraints allow", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Pruning.TargetForLatency(0, input));
    }

    [Fact]
    public void A_latency_is_a_target_like_any_other()
    {
        using var model = new Mlp(width: 4096);
        var options = LatencyOptions(PruningTarget.Latency(0.6, 256, 12));
        var run = model.Pruning.DryRun(options);
        Assert.True(run.IsReachable);
        Assert.Contains("target: at most 0.6 of the time of a forward pass on an input of shape [256, 12], measured on this machine\n", run.ToString(), StringComparison.Ordinal);
        Assert.Matches("what goes: structures until there are at most [0-9,]+ multiply-adds, with which a forward pass took [0-9.]+ of [0-9.]+ ms", run.ToString());
        Assert.Matches("reach: from [0-9,]+ to ([0-9,]+) of \\1 microseconds of a forward pass can be left, a share of 0\\.[0-9]+ to 1\n", run.ToString());

        using var optimizer = new Hesso(model.Pruning.Map, model.named_parameters(), options);
        for (var step = 0; step < options.TotalSteps; step++)
        {
            Backward(model, optimizer, [4, 12], step);
            optimizer.step();
        }

        Assert.True(optimizer.IsDone);
        Assert.True(optimizer.CompactSize!.Macs!.After < optimizer.CompactSize.Macs.Before);
    }

    [Fact]
    public void A_latency_target_out_of_reach_is_refused_at_once_with_the_range()
    {
        using var model = new Mlp(width: 1024);
        using var input = randn(64, 12);
        var options = LatencyOptions(PruningTarget.Latency(1e-6, input)) with { Rules = [new SparsityCap("fc*", 0.5), new OwnSparsity("fc2", 0.25)] };

        var refused = Assert.Throws<ArgumentException>(() => new Hesso(model.Pruning.Map, model.named_parameters(), options));

        Assert.Equal(nameof(HessoOptions.Target), refused.ParamName);
        Assert.Matches("out of reach: .*; from [0-9,]+ to [0-9,]+ of [0-9,]+ microseconds of a forward pass can be left, a share of [0-9.]+ to [0-9.]+: raise the share", refused.Message);
        Assert.Equal(refused.Message.Split(':')[0], model.Pruning.DryRun(options).Problem!.Split(':')[0]);
    }

    [Fact]
    public void A_resumed_run_prunes_to_what_was_measured_where_it_began()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "run.checkpoint");
        using var model = new Mlp(width: 512);
        using var other = new Mlp(width: 512);
        using var first = new Hesso(model.Pruning.Map, model.named_parameters(), LatencyOptions(PruningTarget.Latency(0.9, 8, 12)));
        using var resumed = new Hesso(other.Pruning.Map, other.named_parameters(), LatencyOptions(PruningTarget.Latency(0.9, 8, 12)));
        Checkpoint.Save(path, model, first);
        Checkpoint.Load(path, other, resumed);
        for (var step = 0; step < 10; step++)
        {
            Backward(model, first, [4, 12], step);
            first.step();
            Backward(other, resumed, [4, 12], step);
            resumed.step();
        }

        Assert.Equal(Bits(model), Bits(other));
        Assert.Equal(first.CompactSize, resumed.CompactSize);
    }

    [Fact]
    public void What_a_latency_depends_on_has_to_be_given()
    {
        Assert.Throws<ArgumentException>(() => PruningTarget.Latency(0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => PruningTarget.Latency(0, 1, 12));
        Assert.Throws<ArgumentOutOfRangeException>(() => PruningTarget.Latency(1.1, 1, 12));
        Assert.Equal(PruningTarget.Latency(0.5, 1, 12), PruningTarget.Latency(0.5, 1, 12));
        Assert.NotEqual(PruningTarget.Latency(0.5, 1, 12), PruningTarget.Macs(0.5, 1, 12));
    }

    [Fact]
    public void Measuring_in_the_middle_of_training_changes_nothing()
    {
        using var measured = new ResNet(blocks: 1);
        using var other = new ResNet(blocks: 1);
        other.load_state_dict(measured.state_dict());
        using var input = randn(2, 3, 8, 8);
        var options = new HessoOptions { Variant = Sgd(0.05, momentum: 0.9), TargetGroupSparsity = 0.5, TotalSteps = 12, PruningSteps = 6 };
        using var optimizer = new Hesso(measured.Pruning.Map, measured.named_parameters(), options);
        using var expected = new Hesso(other.Pruning.Map, other.named_parameters(), options);
        for (var step = 0; step < 12; step++)
        {
            Backward(measured, optimizer, [2, 3, 8, 8], step);
            measured.Pruning.MeasureLatency(optimizer.Mask, input);
            optimizer.step();
            Backward(other, expected, [2, 3, 8, 8], step);
            expected.step();
        }

        Assert.Equal(Bits(other), Bits(measured));
        Assert.True(optimizer.IsDone);
        Assert.True(measured.training);
    }

    private static HessoOptions LatencyOptions(PruningTarget target) =>
        new() { Variant = Sgd(0.01), Target = target, TotalSteps = 10, StartStep = 1, PruningSteps = 6, PruningPeriods = 2 };

    private static void Backward(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, long[] shape, int step)
    {
        // The numbers are this test's own: others draw at the same time.
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)step, CPU);
        optimizer.zero_grad();
        model.call(randn(shape, generator: generator)).square().mean().backward();
    }

    private static IEnumerable<int> Bits(nn.Module model) => model.state_dict().Values
        .Where(t => t.dtype == ScalarType.Float32)
        .SelectMany(t => t.data<float>().ToArray())
        .Select(BitConverter.SingleToInt32Bits);
}
