using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests.Inference;

/// <summary>Batch normalisations that cannot be folded, and the reasons.</summary>
public sealed class KeptNormTests
{
    [Fact]
    public void The_statistics_of_the_batch_are_not_known_before() => Keeps(
        "it takes the statistics of the batch in evaluation, too",
        "return call this.norm(call this.layer(x))",
        (m, x) => m.Call("norm", m.Call("layer", x)),
        ("layer", Conv2d(3, 6, 3)),
        ("norm", BatchNorm2d(6, track_running_stats: false)));

    [Fact]
    public void Something_comes_between() => Keeps(
        "its input comes from functional.relu, which has no weights that could take it up",
        "return call this.norm(functional.relu(call this.layer(x)))",
        (m, x) => m.Call("norm", functional.relu(m.Call("layer", x))),
        ("layer", Conv2d(3, 6, 3)),
        ("norm", BatchNorm2d(6)));

    [Fact]
    public void Nothing_comes_before() => Keeps(
        "its input is the model's",
        "return call this.layer(call this.norm(x))",
        (m, x) => m.Call("layer", m.Call("norm", x)),
        ("layer", Conv2d(3, 6, 3)),
        ("norm", BatchNorm2d(3)));

    [Fact]
    public void The_layer_has_another_reader() => Keeps(
        "what layer (Conv2d) returns is also read by add",
        "y = call this.layer(x)\nreturn call this.norm(y) + y",
        (m, x) => m.Call("layer", x) is var y ? m.Call("norm", y) + y : x,
        ("layer", Conv2d(3, 6, 3)),
        ("norm", BatchNorm2d(6)));

    [Fact]
    public void A_layer_is_called_without_the_normalisation() => Keeps(
        "layer is also called where it does not follow",
        "y = call this.norm(call this.layer(x))\nreturn y + functional.relu(call this.layer(x))",
        (m, x) => m.Call("norm", m.Call("layer", x)) + functional.relu(m.Call("layer", x)),
        ("layer", Conv2d(3, 6, 3)),
        ("norm", BatchNorm2d(6)));

    [Fact]
    public void A_normalisation_has_two_layers() => Keeps(
        "it comes after layer and after other",
        "return call this.norm(call this.layer(x)) + call this.norm(call this.other(x))",
        (m, x) => m.Call("norm", m.Call("layer", x)) + m.Call("norm", m.Call("other", x)),
        ("layer", Conv2d(3, 6, 3)),
        ("other", Conv2d(3, 6, 3)),
        ("norm", BatchNorm2d(6)));

    [Fact]
    public void A_layer_has_two_normalisations()
    {
        using var scope = NewDisposeScope();
        using var model = FoldingTests.Trained(
            "return call this.first(call this.layer(x)) + call this.second(call this.layer(x))",
            (m, x) => m.Call("first", m.Call("layer", x)) + m.Call("second", m.Call("layer", x)),
            ("layer", Conv2d(3, 6, 3)),
            ("first", BatchNorm2d(6)),
            ("second", BatchNorm2d(6)));

        Assert.Equal(["first", "second"], model.FoldBatchNorm().Kept.Select(norm => norm.Path));
    }

    [Fact]
    public void A_weight_has_another_reader() => Keeps(
        "layer.weight is also read by functional.conv2d",
        "y = call this.norm(call this.layer(x))\nreturn y + functional.conv2d(x, this.layer.weight)",
        (m, x) => m.Call("norm", m.Call("layer", x)) + functional.conv2d(x, m["layer.weight"]),
        ("layer", Conv2d(3, 6, 3)),
        ("norm", BatchNorm2d(6)));

    [Fact]
    public void The_channels_of_the_normalisation_are_another_axis() => Keeps(
        "its channels are not those of layer (Linear)",
        "return call this.norm(call this.layer(Tensor.flatten(x, start_dim: 2)))",
        (m, x) => m.Call("norm", m.Call("layer", x.flatten(2))),
        ("layer", Linear(64, 6)),
        ("norm", BatchNorm1d(3)));

    [Fact]
    public void It_is_not_called() => Keeps(
        "forward does not call it",
        "return call this.layer(x)",
        (m, x) => m.Call("layer", x),
        ("layer", Conv2d(3, 6, 3)),
        ("norm", BatchNorm2d(6)));

    private static void Keeps(string reason, string forward, Func<InlineModel, Tensor, Tensor> run, params (string Name, object Value)[] fields)
    {
        using var scope = NewDisposeScope();
        using var model = FoldingTests.Trained(forward, run, fields);
        var state = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());

        var norms = model.FoldBatchNorm(new() { ExampleInput = randn([2, 3, 8, 8], ScalarType.Float64) });

        Assert.Empty(norms.Folded);
        Assert.Equal(new KeptNorm("norm", reason), Assert.Single(norms.Kept));
        Assert.All(model.state_dict(), entry => Assert.Equal(state[entry.Key], entry.Value));
    }
}
