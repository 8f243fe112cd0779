using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

public sealed class ParameterGroupTests
{
    [Fact]
    public void Rules_train_some_parameters_otherwise()
    {
        using var model = TestModel.Perceptron();
        using var twin = TestModel.Perceptron();
        using var map = model.Map();
        var sgd = Sgd(0.05, 0.9, weightDecay: 0.1);
        using var optimizer = new Hesso(map, model.Named, Options(sgd) with
        {
            ParameterRules =
            [
                new((name, _) => name.EndsWith(".bias", StringComparison.Ordinal), sgd with { WeightDecay = 0 }),
                new((name, _) => name.StartsWith("fc3", StringComparison.Ordinal), sgd with { LearningRate = 0.01 }),
            ],
        });
        using var expected = optim.SGD(
            [
                new SGD.ParamGroup([twin["fc1.weight"], twin["fc2.weight"]], 0.05, 0.9, weight_decay: 0.1),
                new SGD.ParamGroup([twin["fc1.bias"], twin["fc2.bias"], twin["fc3.bias"]], 0.05, 0.9),
                new SGD.ParamGroup([twin["fc3.weight"]], 0.01, 0.9, weight_decay: 0.1),
            ],
            0.05);

        model.Train(optimizer, 1, 20);
        twin.Train(expected, 1, 20);

        Assert.Equal([0.05, 0.05, 0.01], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.All(model.Values().Zip(twin.Values()), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public void StepLR_lowers_the_rate_of_every_group()
    {
        using var model = TestModel.Perceptron();
        using var twin = TestModel.Perceptron();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, Options(Sgd(0.1)));
        using var expected = optim.SGD(twin.Named.Select(p => p.parameter), 0.1);
        var schedule = optim.lr_scheduler.StepLR(optimizer, 3, 0.1);
        var expectedSchedule = optim.lr_scheduler.StepLR(expected, 3, 0.1);

        for (var step = 1; step <= 8; step++)
        {
            model.Train(optimizer, step, step);
            twin.Train(expected, step, step);
            schedule.step();
            expectedSchedule.step();
        }

        Assert.Equal(0.001, optimizer.ParamGroups.Single().LearningRate, 1e-9);
        Assert.All(model.Values().Zip(twin.Values()), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public void CosineAnnealingLR_and_OneCycleLR_lead_to_the_same_parameters_as_with_TorchSharps_own_optimizer()
    {
        foreach (var schedule in new Func<optim.Optimizer, optim.lr_scheduler.LRScheduler>[]
        {
            optimizer => optim.lr_scheduler.CosineAnnealingLR(optimizer, 20, 1e-3),
            optimizer => optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps: 20),
        })
        {
            using var model = TestModel.Perceptron();
            using var twin = TestModel.Perceptron();
            using var map = model.Map();
            using var optimizer = new Hesso(map, model.Named, Options(Sgd(0.1, 0.9)));
            using var expected = optim.SGD(twin.Named.Select(p => p.parameter), 0.1, 0.9);
            var (ours, theirs) = (schedule(optimizer), schedule(expected));

            for (var step = 1; step < 20; step++)
            {
                model.Train(optimizer, step, step);
                twin.Train(expected, step, step);
                ours.step();
                theirs.step();
                Assert.Equal(expected.ParamGroups.Single().LearningRate, optimizer.ParamGroups.Single().LearningRate, 1e-12);
            }

            Assert.All(model.Values().Zip(twin.Values()), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        }
    }

    [Fact]
    public void OneCycleLR_cycles_the_momentum_of_SGD_and_the_first_decay_of_Adam()
    {
        foreach (var variant in new BaseUpdate[] { Sgd(0.1, 0.9), AdamW(0.1) })
        {
            using var model = TestModel.Perceptron();
            using var map = model.Map();
            using var optimizer = new Hesso(map, model.Named, Options(variant));
            var schedule = optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps: 10);
            var highest = optimizer.Momentum;
            for (var step = 1; step < 4; step++)
            {
                model.Train(optimizer, step, step);
                schedule.step();
            }

            Assert.Equal(0.95, highest, 1e-6);
            Assert.True(optimizer.Momentum < highest);
        }
    }

    [Fact]
    public void Parameters_can_be_added_later()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();
        var named = model.Named.ToArray();
        using var optimizer = new Hesso(map, named[..4], Options(Sgd(0.1)));

        optimizer.add_param_group(new SparseParameterGroup(named.Select(p => p.parameter), Sgd(0.5)));

        Assert.Equal([4, 2], optimizer.ParamGroups.Select(group => ((SparseParameterGroup)group).Parameters.Count()));
        Assert.Throws<ArgumentException>(() => optimizer.add_param_group(new SGD.ParamGroup([], 0.1)));
    }

    [Fact]
    public void Zero_grad_clears_all_gradients()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, Options(Sgd(0.1)));
        model.Backward(1);

        optimizer.zero_grad();

        Assert.All(model.Named, p => Assert.Equal(0, p.parameter.grad!.abs().sum().item<float>()));
    }

    private static HessoOptions Options(BaseUpdate variant) => new() { Variant = variant, TargetGroupSparsity = 0, TotalSteps = 50 };
}
