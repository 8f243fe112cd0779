using PrunableModels.Tests.Files;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests.Inference;

/// <summary>Which batch normalisations go into the layers before them, and that outputs stay what they are.</summary>
public sealed class FoldingTests
{
    private const string Chain = "return functional.relu(call this.norm(call this.layer(x)))";

    private static readonly Func<InlineModel, Tensor, Tensor> RunChain = (m, x) => functional.relu(m.Call("norm", m.Call("layer", x)));

    /// <summary>A layer, the normalisation after it, and the shape of its input.</summary>
    public static TheoryData<string, Func<(Module, Module)>, long[]> Layers { get; } = new()
    {
        { "linear", () => (Linear(5, 6), BatchNorm1d(6)), [4, 5] },
        { "linear without bias", () => (Linear(5, 6, hasBias: false), BatchNorm1d(6)), [4, 5] },
        { "signal", () => (Conv1d(3, 6, 3, bias: false), BatchNorm1d(6)), [2, 3, 9] },
        { "image", () => (Conv2d(3, 6, 3, padding: 1), BatchNorm2d(6)), [2, 3, 7, 7] },
        { "padding that is no zeros", () => (Conv2d(3, 6, 3, padding: 1, padding_mode: PaddingModes.Reflect, bias: false), BatchNorm2d(6)), [2, 3, 7, 7] },
        { "volume", () => (Conv3d(2, 6, 2), BatchNorm3d(6)), [2, 2, 4, 4, 4] },
        { "groups", () => (Conv2d(4, 6, 3, groups: 2, bias: false), BatchNorm2d(6)), [2, 4, 7, 7] },
        { "depth-wise", () => (Conv2d(3, 6, 3, groups: 3), BatchNorm2d(6)), [2, 3, 7, 7] },
        { "transposed signal", () => (ConvTranspose1d(3, 6, 3, stride: 2), BatchNorm1d(6)), [2, 3, 9] },
        { "transposed image", () => (ConvTranspose2d(3, 6, 3, bias: false), BatchNorm2d(6)), [2, 3, 7, 7] },
        { "transposed groups", () => (ConvTranspose2d(4, 6, 3, groups: 2), BatchNorm2d(6)), [2, 4, 7, 7] },
        { "transposed and depth-wise", () => (ConvTranspose2d(3, 6, 3, groups: 3, bias: false), BatchNorm2d(6)), [2, 3, 7, 7] },
        { "transposed volume", () => (ConvTranspose3d(2, 6, 2), BatchNorm3d(6)), [2, 2, 4, 4, 4] },
        { "without scale and shift", () => (Conv2d(3, 6, 3), BatchNorm2d(6, affine: false)), [2, 3, 7, 7] },
        { "a large eps", () => (Conv2d(3, 6, 3), BatchNorm2d(6, eps: 2)), [2, 3, 7, 7] },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_takes_over_the_normalisation_after_it(string name, Func<(Module Layer, Module Norm)> make, long[] shape)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var (layer, norm) = make();
        using var model = Trained(Chain, RunChain, ("layer", layer), ("norm", norm));
        var x = randn(shape, ScalarType.Float64);
        var expected = model.call(x);

        var norms = model.FoldBatchNorm(new() { ExampleInput = x });

        Assert.Equal(new FoldedNorm("norm", "layer", IsGone: true), Assert.Single(norms.Folded));
        Assert.Empty(norms.Kept);
        Assert.InRange(norms.LargestDifference, 0, 1e-12);
        Assert.True(model.call(x).allclose(expected, rtol: 1e-12, atol: 1e-12), name);
        Assert.Equal(["layer.weight", "layer.bias"], model.state_dict().Keys);
    }

    [Fact]
    public void A_field_that_holds_nothing_but_a_normalisation_keeps_one_that_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var model = new Classifier();
        Train(model);
        var x = randn(2, 3, 32, 32);
        var expected = model.call(x);
        var names = model.state_dict().Keys.ToList();

        var norms = model.FoldBatchNorm();

        Assert.Equal(new FoldedNorm("bn1", "conv1", IsGone: false), Assert.Single(norms.Folded));
        Assert.True(model.call(x).allclose(expected, rtol: 1e-5, atol: 1e-6));
        var norm = Assert.Single(model.modules().OfType<BatchNorm2d>());
        var values = randn(2, 64, 5, 5);
        Assert.True(norm.call(values).allclose(values, rtol: 1e-6, atol: 0));
        Assert.Equal(names.Append("conv1.bias").Order(StringComparer.Ordinal), model.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_folded_is_not_folded_again()
    {
        using var scope = NewDisposeScope();
        using var model = new Classifier();
        Train(model);
        model.FoldBatchNorm();

        var again = model.FoldBatchNorm();

        Assert.Empty(again.Folded);
        Assert.Empty(again.Kept);
    }

    [Fact]
    public void The_written_class_has_neither_the_normalisation_nor_its_weights()
    {
        using var scope = NewDisposeScope();
        using var model = new Classifier();
        Train(model);
        var compact = model.Compact(Masks.Random(model.Pruning, 0.5, 1));

        model.FoldBatchNorm();

        var text = compact.ToClass();
        Assert.DoesNotContain("bn1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bias: false", text, StringComparison.Ordinal);
        Assert.Contains("functional.relu(conv1.call(x))", text, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        compact.Save(folder.File("weights.safetensors"));
        Assert.Equal(["conv1.weight", "conv1.bias", "head.weight", "head.bias"], SafetensorsFile.Read(folder.File("weights.safetensors")).Keys);
    }

    [Fact]
    public void A_folded_model_can_be_compacted()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var first = new Classifier();
        using var second = new Classifier();
        Train(first);
        second.load_state_dict(first.state_dict());
        second.eval();
        var mask = Masks.Random(first.Pruning, 0.5, 1);
        first.Compact(mask);
        first.FoldBatchNorm();

        second.FoldBatchNorm();
        second.Compact(mask);

        var x = randn(2, 3, 32, 32);
        Assert.True(second.call(x).allclose(first.call(x), rtol: 1e-4, atol: 1e-5));
    }

    [Fact]
    public void A_layer_and_its_normalisation_may_be_called_several_times_together()
    {
        using var scope = NewDisposeScope();
        using var model = Trained(
            "x = call this.norm(call this.layer(x))\nreturn call this.norm(call this.layer(functional.relu(x)))",
            (m, x) => m.Call("norm", m.Call("layer", functional.relu(m.Call("norm", m.Call("layer", x))))),
            ("layer", Conv2d(3, 3, 3, padding: 1)),
            ("norm", BatchNorm2d(3)));

        Assert.Single(model.FoldBatchNorm().Folded);
    }

    [Fact]
    public void Frozen_layers_stay_frozen()
    {
        using var scope = NewDisposeScope();
        using var frozen = Conv2d(3, 6, 3, bias: false);
        using var model = Trained(Chain, RunChain, ("layer", frozen), ("norm", BatchNorm2d(6)));
        frozen.weight.requires_grad = false;

        model.FoldBatchNorm();

        Assert.False(frozen.weight.requires_grad);
        Assert.False(frozen.bias!.requires_grad);
    }

    [Fact]
    public void A_model_in_training_mode_is_refused()
    {
        using var model = new Classifier();

        Assert.Contains("call eval()", Assert.Throws<InvalidOperationException>(() => model.FoldBatchNorm()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_optimizer_of_the_model_is_done()
    {
        using var model = new Classifier();
        using var optimizer = model.Hesso(new() { Variant = BaseUpdate.Sgd(0.1), TargetGroupSparsity = 0.5, TotalSteps = 10 });
        model.eval();

        model.FoldBatchNorm();

        Assert.Throws<InvalidOperationException>(() => optimizer.step());
        Assert.Throws<InvalidOperationException>(() => model.Compact());
    }

    [Fact]
    public void A_model_that_its_program_does_not_describe_is_left_as_it_was()
    {
        using var scope = NewDisposeScope();
        using var model = Trained(Chain, (m, x) => m.Call("norm", m.Call("layer", x).tanh()), ("layer", Conv2d(3, 6, 3, bias: false)), ("norm", BatchNorm2d(6)));
        var state = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());

        Assert.Contains("Folded and original model differ", Assert.Throws<CompactionException>(() => model.FoldBatchNorm()).Message, StringComparison.Ordinal);

        Assert.Equal(state.Keys, model.state_dict().Keys);
        Assert.All(model.state_dict(), entry => Assert.Equal(state[entry.Key], entry.Value));
        Assert.IsType<BatchNorm2d>(model.named_children().Single(child => child.name == "norm").module);
    }

    internal static InlineModel Trained(string forward, Func<InlineModel, Tensor, Tensor> run, params (string Name, object Value)[] fields)
    {
        var model = new InlineModel(forward, run, fields);
        model.to(ScalarType.Float64);
        Train(model);
        return model;
    }

    /// <summary>Statistics and affine parameters as after training, and evaluation.</summary>
    internal static void Train(Module model)
    {
        using var gradients = no_grad();
        foreach (var norm in model.modules().OfType<BatchNorm>())
        {
            norm.weight?.uniform_(-1, 2);
            norm.bias?.normal_();
            norm.running_mean?.normal_();
            norm.running_var?.uniform_(0.3, 3);
        }

        model.eval();
    }
}
