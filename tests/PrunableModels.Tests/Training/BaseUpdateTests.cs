using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>Where nothing is pruned, the optimizer is TorchSharp's own.</summary>
public sealed class BaseUpdateTests
{
    public static TheoryData<string> Variants => [.. Pairs.Keys];

    private static Dictionary<string, (BaseUpdate Ours, Func<IEnumerable<Parameter>, optim.Optimizer> Theirs)> Pairs => new()
    {
        ["sgd"] = (Sgd(0.05), p => optim.SGD(p, 0.05)),
        ["sgd, weight decay"] = (Sgd(0.05, weightDecay: 0.01), p => optim.SGD(p, 0.05, weight_decay: 0.01)),
        ["sgd, momentum"] = (Sgd(0.02, 0.9), p => optim.SGD(p, 0.02, 0.9)),
        ["sgd, momentum, dampening, weight decay"] = (Sgd(0.02, 0.9, 0.3, 0.01), p => optim.SGD(p, 0.02, 0.9, 0.3, 0.01)),
        ["sgd, nesterov, weight decay"] = (Sgd(0.02, 0.9, weightDecay: 0.01, nesterov: true), p => optim.SGD(p, 0.02, 0.9, 0, 0.01, true)),
        ["adamw"] = (AdamW(1e-3), p => optim.AdamW(p, 1e-3)),
        ["adamw, other values"] = (AdamW(5e-3, 0.8, 0.95, 1e-6, 0.1), p => optim.AdamW(p, 5e-3, 0.8, 0.95, 1e-6, 0.1)),
        ["adamw, amsgrad"] = (AdamW(1e-3, 0.5, 0.6, weightDecay: 0.1, amsGrad: true), p => optim.AdamW(p, 1e-3, 0.5, 0.6, weight_decay: 0.1, amsgrad: true)),
        ["adam, amsgrad"] = (Adam(1e-3, 0.5, 0.6, weightDecay: 0.1, amsGrad: true), p => optim.Adam(p, 1e-3, 0.5, 0.6, weight_decay: 0.1, amsgrad: true)),
        ["adam, weight decay"] = (Adam(1e-3, weightDecay: 0.1), p => optim.Adam(p, 1e-3, weight_decay: 0.1)),
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Moves_as_TorchSharp_does(string name)
    {
        var (ours, theirs) = Pairs[name];
        using var model = TestModel.Convolutional();
        using var twin = TestModel.Convolutional();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named, Dense(ours));
        using var expected = theirs(twin.Named.Select(p => p.parameter));

        model.Train(optimizer, 1, 50);
        twin.Train(expected, 1, 50);

        Assert.All(model.Values().Zip(twin.Values()), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public void A_parameter_listed_twice_is_stepped_once()
    {
        using var model = TestModel.Perceptron();
        using var twin = TestModel.Perceptron();
        using var map = model.Map();
        using var optimizer = new Hesso(map, model.Named.Concat(model.Named), Dense(Sgd(0.1, 0.9)));
        using var expected = optim.SGD(twin.Named.Select(p => p.parameter), 0.1, 0.9);

        model.Train(optimizer, 1, 5);
        twin.Train(expected, 1, 5);

        Assert.Equal(twin.Values(), model.Values());
    }

    [Fact]
    public void A_tied_parameter_with_two_handles_is_stepped_once()
    {
        using var embedding = nn.Embedding(3, 3);
        using var linear = nn.Linear(3, 3, hasBias: false);
        linear.weight = embedding.weight!;
        var tied = linear.parameters().Single();
        var weight = embedding.parameters().Single();
        Assert.NotEqual(tied.Handle, weight.Handle);
        using var map = new StructureMap([], []);
        using var optimizer = new Hesso(map, [("e", weight), ("l", tied)], Dense(Sgd(1)));
        using var before = weight.clone();

        linear.call(embedding.call(tensor(new long[] { 0, 2 }))).sum().backward();
        optimizer.step();

        Assert.Single(optimizer.parameters());
        Assert.True((before - weight.grad!).allclose(weight));
    }

    [Fact]
    public void A_parameter_without_gradient_stays()
    {
        using var used = new Parameter(ones(2));
        using var idle = new Parameter(ones(2));
        using var map = new StructureMap([], []);
        using var optimizer = new Hesso(map, [("used", used), ("idle", idle)], Dense(AdamW(0.1, weightDecay: 0.5)));

        used.sum().backward();
        optimizer.step();

        Assert.Equal([1f, 1f], idle.data<float>().ToArray());
        Assert.NotEqual([1f, 1f], used.data<float>().ToArray());
    }

    [Fact]
    public void A_closure_computes_loss_and_gradients()
    {
        using var x = new Parameter(ones(1));
        using var map = new StructureMap([], []);
        using var optimizer = new Hesso(map, [("x", x)], Dense(Sgd(0.5)));

        using var loss = optimizer.step(() =>
        {
            var square = x.square().sum();
            square.backward();
            return square;
        });

        Assert.Equal(1, loss.item<float>());
        Assert.Equal(0, x.item<float>());
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Assert.Equal("LearningRate", Assert.Throws<ArgumentOutOfRangeException>(() => Sgd(-1)).ParamName);
        Assert.Equal("WeightDecay", Assert.Throws<ArgumentOutOfRangeException>(() => AdamW(weightDecay: double.NaN)).ParamName);
        Assert.Equal("Beta2", Assert.Throws<ArgumentOutOfRangeException>(() => Adam(beta2: 1)).ParamName);
        Assert.Equal("Nesterov", Assert.Throws<ArgumentException>(() => Sgd(0.1, nesterov: true)).ParamName);
    }

    private static HessoOptions Dense(BaseUpdate variant) => new() { Variant = variant, TargetGroupSparsity = 0, TotalSteps = 50 };
}
