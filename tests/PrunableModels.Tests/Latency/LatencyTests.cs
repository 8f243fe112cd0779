using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

/// <summary>Latency is measured on the compact model, which is whole again afterwards.</summary>
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
            Backward(measured, optimizer, step);
            measured.Pruning.MeasureLatency(optimizer.Mask, input);
            optimizer.step();
            Backward(other, expected, step);
            expected.step();
        }

        Assert.Equal(Bits(other), Bits(measured));
        Assert.True(optimizer.IsDone);
        Assert.True(measured.training);
    }

    private static void Backward(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, int step)
    {
        // The numbers are this test's own: others draw at the same time.
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)step, CPU);
        optimizer.zero_grad();
        model.call(randn([2, 3, 8, 8], generator: generator)).square().mean().backward();
    }

    private static IEnumerable<int> Bits(nn.Module model) => model.state_dict().Values
        .Where(t => t.dtype == ScalarType.Float32)
        .SelectMany(t => t.data<float>().ToArray())
        .Select(BitConverter.SingleToInt32Bits);
}
