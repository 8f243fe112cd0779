using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

public sealed class TrainingEstimateTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.9, 1)]
    public void Weights_gradients_and_momentum_are_those_of_a_step_that_was_made(double momentum, int moments) =>
        AssertBytes(BaseUpdate.Sgd(lr: 0.1, momentum: momentum), moments);

    [Fact]
    public void So_are_the_moments_of_Adam()
    {
        AssertBytes(BaseUpdate.AdamW(), 2);
        AssertBytes(BaseUpdate.AdamW(amsGrad: true), 3);
    }

    [Fact]
    public void Activations_are_the_results_of_all_operators()
    {
        using var model = new Mlp(width: 16);

        // Three layers, two of them with a ReLU.
        Assert.Equal(5 * (16 + 16 + 8 + 8 + 4) * sizeof(float), model.Pruning.EstimateTraining(BaseUpdate.Sgd(lr: 0.1), 5, 12).ActivationBytes);
    }

    [Fact]
    public void A_view_takes_no_memory()
    {
        using var flat = new InlineModel("return call this.layer(flatten(x, start_dim: 1))", (m, x) => m.Call("layer", x.flatten(1)), ("layer", nn.Linear(6, 3)));

        Assert.Equal(5 * 3 * sizeof(float), flat.Pruning.EstimateTraining(BaseUpdate.Sgd(lr: 0.1), 5, 2, 3).ActivationBytes);
    }

    [Fact]
    public void What_is_frozen_has_no_gradient()
    {
        using var model = new Mlp();
        model.get_parameter("fc3.weight")!.requires_grad = false;

        var estimate = model.Pruning.EstimateTraining(BaseUpdate.AdamW(), 1, 12);

        Assert.Equal(estimate.WeightBytes - (4 * 8 * sizeof(float)), estimate.GradientBytes);
        Assert.Equal(2 * estimate.GradientBytes, estimate.MomentBytes);
    }

    [Fact]
    public void A_model_without_weights_takes_as_much()
    {
        using var model = new Mlp();
        var real = model.Pruning.EstimateTraining(BaseUpdate.AdamW(), 4, 12);

        model.to(new Device(DeviceType.META));

        Assert.Equal(real, model.Pruning.EstimateTraining(BaseUpdate.AdamW(), 4, 12));
    }

    [Fact]
    public void A_step_is_a_forward_pass_and_a_backward_pass_of_twice_its_length()
    {
        using var model = new Mlp(width: 16);
        var estimate = model.Pruning.EstimateTraining(BaseUpdate.AdamW(), 1, 12);

        Assert.Equal((12 * 16) + (16 * 8) + (8 * 4), estimate.Macs);
        Assert.Equal(6.0 * estimate.Macs / 1e6, estimate.ComputeTime(1e6).TotalSeconds, 6);
        Assert.Throws<ArgumentOutOfRangeException>(() => estimate.ComputeTime(0));
    }

    [Fact]
    public void Around_a_ring_each_process_sends_every_part_of_the_gradients_on_twice_but_its_own()
    {
        using var model = new Mlp();
        var estimate = model.Pruning.EstimateTraining(BaseUpdate.AdamW(), 1, 12);

        Assert.Equal(0, estimate.SentBytes(1));
        Assert.Equal(estimate.GradientBytes, estimate.SentBytes(2));
        Assert.Equal(estimate.GradientBytes * 3 / 2, estimate.SentBytes(4));
        Assert.Equal(estimate.SentBytes(4) / 1e3, estimate.LinkTime(4, 1e3).TotalSeconds, 6);
        Assert.Throws<ArgumentOutOfRangeException>(() => estimate.SentBytes(0));
    }

    [Fact]
    public void Small_models_are_told_in_megabytes_and_large_ones_in_gigabytes()
    {
        Assert.Equal("1,000 parameters, 64 structures, 13.4 MB: weights 4.2 MB, gradients 4.0 MB, moments 0.0 MB, indices 0.2 MB, activations up to 5.0 MB; 7,000 multiply-adds", Estimate(1).ToString());
        Assert.StartsWith("1,000 parameters, 64 structures, 13.4 GB: weights 4.2 GB, gradients 4.0 GB, moments 0.0 MB, indices 200.0 MB,", Estimate(1000).ToString(), StringComparison.Ordinal);

        static TrainingEstimate Estimate(long scale) => new(1_000, 64, 4_200_000 * scale, 4_000_000 * scale, 0, 200_000 * scale, 5_000_000 * scale, 7_000);
    }

    [Fact]
    public void A_shape_that_the_model_does_not_take_is_refused()
    {
        using var model = new Mlp();

        Assert.Throws<ArgumentException>(() => model.Pruning.EstimateTraining(BaseUpdate.AdamW(), 4, 13));
    }

    private static void AssertBytes(BaseUpdate variant, int moments)
    {
        using var scope = NewDisposeScope();
        using var model = new Mlp();
        var estimate = model.Pruning.EstimateTraining(variant, 4, 12);
        using var optimizer = model.Hesso(new() { Variant = variant, Target = PruningTarget.GroupSparsity(0.5), TotalSteps = 10 });
        model.call(randn(4, 12)).sum().backward();
        optimizer.step();

        Assert.Equal(model.parameters().Sum(Bytes), estimate.WeightBytes);
        Assert.Equal(model.parameters().Sum(p => Bytes(p.grad!)), estimate.GradientBytes);
        Assert.Equal(optimizer.state_dict().State.OfType<UpdateState>().SelectMany(s => s.Moments).Sum(Bytes), estimate.MomentBytes);
        Assert.Equal(moments * estimate.GradientBytes, estimate.MomentBytes);
        Assert.Equal(model.Pruning.Map.Count, estimate.Structures);
        Assert.InRange(estimate.IndexBytes, 2 * model.Pruning.Map.Slices.Sum(s => Bytes(s.Structures)), 4 * model.Pruning.Map.Slices.Sum(s => Bytes(s.Structures)));
    }

    private static long Bytes(Tensor tensor) => tensor.numel() * tensor.element_size();
}
