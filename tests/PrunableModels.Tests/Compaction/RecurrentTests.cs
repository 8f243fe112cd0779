using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

[Collection(nameof(SharedStateTests))]
public sealed class RecurrentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void Dropout_between_layers_is_found(double p)
    {
        nn.Module[] layers =
        [
            LSTM(3, 6, 2, dropout: p), GRU(3, 6, 3, dropout: p, bidirectional: true, batchFirst: true), RNN(3, 6, 2, dropout: p),
            RNN(3, 6, 2, NonLinearities.ReLU, bias: false, dropout: p), LSTM(3, 6, 2, dropout: p, bidirectional: true, dtype: ScalarType.Float64),
        ];
        Assert.All(layers, layer => Assert.Equal(p, RecurrentOptions.Of(layer).Dropout));
    }

    [Fact]
    public void The_nonlinearity_is_found()
    {
        Assert.Equal(NonLinearities.ReLU, RecurrentOptions.Of(RNN(3, 4, nonLinearity: NonLinearities.ReLU, bias: false)).NonLinearity);
        Assert.Equal(NonLinearities.Tanh, RecurrentOptions.Of(RNN(3, 4)).NonLinearity);
        Assert.Equal(NonLinearities.ReLU, RecurrentOptions.Of(RNNCell(3, 4, NonLinearities.ReLU)).NonLinearity);
        Assert.Equal(NonLinearities.Tanh, RecurrentOptions.Of(RNNCell(3, 4)).NonLinearity);
    }

    [Fact]
    public void Asking_changes_neither_weights_nor_mode_nor_random_numbers()
    {
        var layer = LSTM(3, 4, 2, dropout: 0.5);
        layer.eval();
        var before = layer.parameters().Select(p => p.data<float>().ToArray()).ToList();
        manual_seed(3);
        var expected = rand(2).data<float>().ToArray();
        manual_seed(3);
        RecurrentOptions.Of(layer);
        Assert.Equal(expected, rand(2).data<float>().ToArray());
        Assert.False(layer.training);
        Assert.All(before.Zip(layer.parameters()), p => Assert.Equal(p.First, p.Second.data<float>().ToArray()));
    }

    [Fact]
    public void The_layer_stays_the_same_object_and_its_parameters_are_new()
    {
        using var model = new RecurrentModel();
        var (layer, names) = (model.Layer, model.state_dict().Keys.ToList());
        model.call(randn(2, 5, 7)).sum().backward();
        var before = layer.named_parameters().Select(p => p.parameter).ToList();
        IReadOnlyList<ReplacedParameter> replaced = [];
        model.Pruning.Compacted += compaction => replaced = compaction.Replaced;

        model.Compact(Masks.Random(model.Pruning, 0.5, 0));

        Assert.Same(layer, model.Layer);
        Assert.Equal(names, model.state_dict().Keys);
        Assert.Equal(before, replaced.Select(r => r.Before));
        Assert.Equal(layer.parameters(), replaced.Select(r => r.After));
        Assert.All(layer.parameters(), p => Assert.True(p.requires_grad && p.is_leaf && p.grad!.shape.SequenceEqual(p.shape)));
        Assert.Equal(0.25, RecurrentOptions.Of(layer).Dropout);
    }

    [Fact]
    public void What_fails_the_comparison_is_put_back()
    {
        using var model = new RecurrentModel();
        var before = model.state_dict().ToDictionary(t => t.Key, t => (t.Value.Handle, t.Value.clone()));
        var runs = 0;
        Assert.Throws<CompactionException>(() => model.Compact(Masks.Random(model.Pruning, 0.5, 0), new() { Run = () => [ones(2) * runs++] }));
        Assert.Equal(before.Keys, model.state_dict().Keys);
        Assert.All(model.state_dict(), t => Assert.True(t.Value.Handle == before[t.Key].Handle && t.Value.equal(before[t.Key].Item2).all().item<bool>()));
        Assert.Equal([2L, 5, 4], model.call(randn(2, 5, 7)).shape);
    }

    [Fact]
    public void Hidden_units_go_from_every_layer_and_direction()
    {
        using var model = new RecurrentModel();
        Assert.Equal(["embed.weight:0 5", "rnn.weight_ih_l0:0 6"], model.Pruning.Groups.Select(g => $"{g.Id} {g.Width}"));
    }
}

/// <summary>Two layers, two directions, rectified, behind and before linear layers.</summary>
[Prunable]
public sealed partial class RecurrentModel : Module<Tensor, Tensor>
{
    private readonly Linear embed = Linear(7, 5);
    private readonly RNN rnn = RNN(5, 6, numLayers: 2, nonLinearity: NonLinearities.ReLU, batchFirst: true, dropout: 0.25, bidirectional: true);
    private readonly Linear head = Linear(12, 4);

    public RecurrentModel() : base(nameof(RecurrentModel)) => RegisterComponents();

    public RNN Layer => rnn;

    public override Tensor forward(Tensor x) => head.call(rnn.call(functional.relu(embed.call(x))).Item1);
}

/// <summary>The last state of one layer is where another one begins.</summary>
[Prunable]
public sealed partial class LastStateModel : Module<Tensor, Tensor>
{
    private readonly LSTM first = LSTM(7, 6);
    private readonly LSTM second = LSTM(7, 6, bias: false);
    private readonly GRU third = GRU(6, 8);
    private readonly Linear head = Linear(8, 4);

    public LastStateModel() : base(nameof(LastStateModel)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (_, h, c) = first.call(x);
        var (y, _, _) = second.call(x, (h, c));
        var (_, last) = third.call(y);
        return head.call(last.squeeze(0));
    }
}

/// <summary>Each side and the result of a bilinear form.</summary>
[Prunable]
public sealed partial class BilinearModel : Module<Tensor, Tensor>
{
    private readonly Linear left = Linear(7, 5);
    private readonly Linear right = Linear(7, 6);
    private readonly Bilinear form = Bilinear(5, 6, 8);
    private readonly Linear head = Linear(8, 4);

    public BilinearModel() : base(nameof(BilinearModel)) => RegisterComponents();

    public override Tensor forward(Tensor x) => head.call(functional.silu(form.call(functional.relu(left.call(x)), tanh(right.call(x)))));
}
