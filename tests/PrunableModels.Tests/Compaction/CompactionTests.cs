using PrunableModels.Tests.Files;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

public sealed class CompactionTests
{
    [Fact]
    public void Training_goes_on_with_the_same_parameters()
    {
        using var model = new ResNet();
        using var optimizer = optim.SGD(model.parameters(), 0.05);
        using var x = randn(4, 3, 16, 16);
        using var target = randint(0, 10, 4);
        var before = model.parameters().ToList();
        using var pending = Loss();
        pending.backward(retain_graph: true);

        model.Compact(Masks.Random(model.Pruning, 0.5, 0));

        Assert.All(before.Zip(model.parameters()), p => Assert.Same(p.First, p.Second));
        Assert.All(before, p => Assert.True(p is { requires_grad: true, is_leaf: true } && p.grad!.shape.SequenceEqual(p.shape)));
        var first = Step();
        Assert.True(Enumerable.Range(0, 5).Select(_ => Step()).Last() < first);

        Tensor Loss() => nn.functional.cross_entropy(model.call(x), target);

        float Step()
        {
            optimizer.zero_grad();
            using var loss = Loss();
            loss.backward();
            optimizer.step();
            return loss.item<float>();
        }
    }

    [Fact]
    public void A_compact_model_can_be_compacted_again()
    {
        using var model = new MobileNet();
        var first = model.Compact(Masks.Random(model.Pruning, 0.6, 1));
        var second = model.Compact(Masks.Random(model.Pruning, 0.6, 2));
        Assert.Equal(first.Parameters.After, second.Parameters.Before);
        Assert.True(second.Parameters.After < second.Parameters.Before);
        Assert.Equal(first.Widths.Where(w => w.After > 1).Select(w => w.After), second.Widths.Select(w => w.Before));
    }

    [Fact]
    public void A_model_that_its_program_does_not_describe_is_left_as_it_was()
    {
        using var model = new Mlp(activation: t => t.sigmoid());
        KeepAlive(model);
        using var x = randn(3, 12);
        model.call(x).sum().backward();
        var state = State(model);

        var e = Assert.Throws<CompactionException>(() => model.Compact(Masks.Random(model.Pruning, 0.5, 0)));

        Assert.True(e.Difference > e.Allowed && e.Allowed > 0);
        Assert.Equal(state, State(model));
    }

    [Fact]
    public void What_differs_only_while_training_is_found()
    {
        var trains = false;
        using var model = new Mlp(activation: t => trains ? t.sigmoid() : t.relu());
        KeepAlive(model);
        trains = true;
        Assert.Throws<CompactionException>(() => model.Compact(Masks.Random(model.Pruning, 0.5, 0)));
        model.Watch = on => trains = on;
        Assert.Contains("in training mode", Assert.Throws<CompactionException>(() => model.Compact(Masks.Random(model.Pruning, 0.5, 0))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_is_compared_in_evaluation_alone()
    {
        using var model = new InlineModel(
            "return call this.b(call this.drop(functional.relu(call this.a(x))))",
            (m, x) => m.Call("b", m.Call("drop", m.Call("a", x).relu())),
            ("a", nn.Linear(3, 8)), ("drop", nn.Dropout(0.5)), ("b", nn.Linear(8, 5)));
        model.train();
        Assert.InRange(model.Compact(Masks.Random(model.Pruning, 0.5, 0)).LargestDifference, 0, 1e-6);
    }

    [Fact]
    public void A_model_can_be_run_in_its_own_way()
    {
        using var model = new Mlp();
        using var x = randn(3, 12);
        var runs = 0;
        var compact = model.Compact(Masks.Random(model.Pruning, 0.5, 0), new() { Run = () => Run() });
        Assert.Equal(2, runs);
        Assert.InRange(compact.LargestDifference, 0, 1e-6);
        Assert.Null(compact.Macs);

        IReadOnlyList<Tensor> Run()
        {
            runs++;
            return [model.call(x), model.call(x).softmax(1)];
        }
    }

    [Fact]
    public void A_compact_model_that_does_not_run_is_put_back()
    {
        using var model = new Mlp(activation: t => t.view(-1, 16));
        var state = State(model);
        var e = Assert.Throws<CompactionException>(() => model.Compact(Masks.Random(model.Pruning, 0.5, 0)));
        Assert.NotNull(e.InnerException);
        Assert.Equal(state, State(model));
    }

    [Fact]
    public void Without_verification_nothing_is_run()
    {
        using var model = new Mlp(activation: _ => throw new InvalidOperationException());
        var compact = model.Compact(Masks.Random(model.Pruning, 0.5, 0), new() { Verify = false });
        Assert.Equal(double.NaN, compact.LargestDifference);
        Assert.True(compact.Parameters.After < compact.Parameters.Before);
    }

    [Fact]
    public void Layers_tell_their_new_sizes()
    {
        using var model = new MobileNet();
        using var mask = ones(model.Pruning.Map.Count, ScalarType.Bool);
        mask[..3] = false;
        model.Compact(mask);
        var filter = (Conv2d)Find(model, "filter");
        Assert.Equal((5, 10, 5), (filter.in_channels, filter.out_channels, filter.groups));
        Assert.Equal(10, ((Conv2d)Find(model, "mix")).in_channels);
        Assert.Equal(5, ((BatchNorm2d)Find(model, "block.7")).num_features);
    }

    [Fact]
    public void A_weight_that_two_layers_share_is_cut_once()
    {
        var first = nn.Linear(8, 8);
        var second = nn.Linear(first.weight);
        using var model = new InlineModel(
            "return call this.b(functional.relu(call this.d(functional.relu(call this.c(call this.a(x))))))",
            (m, x) => m.Call("b", m.Call("d", m.Call("c", m.Call("a", x)).relu()).relu()),
            ("a", nn.Linear(3, 8)), ("c", first), ("d", second), ("b", nn.Linear(8, 5)));

        var compact = model.Compact(Masks.Random(model.Pruning, 0.5, 0));

        var width = Assert.Single(compact.Widths).After;
        Assert.Same(first.weight, second.weight);
        Assert.Equal([width, width], first.weight.shape);
        Assert.Equal((width, width), (second.in_features, second.out_features));
    }

    [Fact]
    public void What_was_done_is_told_in_words()
    {
        using var model = new Mlp();
        using var x = randn(3, 12);
        using var mask = Masks.Random(model.Pruning, 0.5, 0);
        var predicted = model.Pruning.CompactSizeOf(mask, 1, 12);

        var compact = model.Compact(mask, new CompactOptions { ExampleInput = x });

        Assert.Equal(FormattableString.Invariant($"parameters {predicted.Parameters}, multiply-adds {predicted.Macs}; outputs differ by {compact.LargestDifference:E1} of the largest"), $"{compact}");
        Assert.Equal("50 of 1,000 (5.00 %)", $"{new SizeChange(1_000, 50)}");
        Assert.Equal("0 of 0 (100.00 %)", $"{new SizeChange(0, 0)}");
    }

    [Fact]
    public void A_mask_that_does_not_fit_is_refused_with_what_would()
    {
        using var model = new Mlp();
        using var numbers = ones(24);
        using var some = ones(4, 6, ScalarType.Bool);

        Assert.StartsWith("The mask is of type Float32 and shape [24]; it has to be of type Bool and shape [24], a value for each structure.", Refusal(numbers), StringComparison.Ordinal);
        Assert.StartsWith("The mask is of type Bool and shape [4, 6]; it has to be of type Bool and shape [24]", Refusal(some), StringComparison.Ordinal);

        string Refusal(Tensor mask) => Assert.Throws<ArgumentException>(() => model.Compact(mask)).Message;
    }

    [Fact]
    public void At_least_one_structure_of_a_group_stays()
    {
        using var model = new Mlp();
        using var mask = ones(24, ScalarType.Bool);
        mask[..16] = false;
        Assert.Contains("fc1.weight:0", Assert.Throws<ArgumentException>(() => model.Compact(mask)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mask_of_an_attached_optimizer_is_used()
    {
        using var model = new Mlp();
        Assert.Throws<InvalidOperationException>(() => model.Compact());
        model.Pruning.MaskSource = () => Masks.Random(model.Pruning, 0.5, 0);
        Assert.Contains(model.Compact().Widths, w => w.After < w.Before);
    }

    [Fact]
    public void Moments_can_follow()
    {
        using var model = new Mlp();
        using var mask = Masks.Random(model.Pruning, 0.5, 0);
        var moments = model.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().clone());
        model.Pruning.Compacted += compaction =>
        {
            Assert.Equal(24, compaction.Before.Count);
            foreach (var cut in compaction.Cuts)
            {
                moments[cut.Path] = cut.Apply(moments[cut.Path]).DetachFromDisposeScope();
            }
        };

        model.Compact(mask);

        Assert.All(model.named_parameters(), p => Assert.Equal(p.parameter.data<float>().ToArray(), moments[p.name].data<float>().ToArray()));
    }

    [Fact]
    public void Weights_are_saved_by_their_names()
    {
        using var folder = new TemporaryFolder();
        using var model = new Mlp();
        model.Compact(Masks.Random(model.Pruning, 0.5, 0)).Save(folder.File("m.safetensors"));
        var read = SafetensorsFile.Read(folder.File("m.safetensors"));
        Assert.Equal(model.state_dict().Select(t => $"{t.Key} [{string.Join(", ", t.Value.shape)}]"), read.Select(t => $"{t.Key} [{string.Join(", ", t.Value.shape)}]"));
    }

    // Otherwise every unit of the second layer may be off by chance, whatever the first one says.
    private static void KeepAlive(Mlp model)
    {
        using var gradients = no_grad();
        model.get_parameter("fc2.bias")!.fill_(3);
    }

    private static nn.Module Find(nn.Module model, string path) => model.named_modules().First(m => m.name == path).module;

    private static List<string> State(nn.Module model) =>
    [
        .. model.named_parameters().Select(p => $"{p.name} [{string.Join(", ", p.parameter.shape)}] {string.Join(" ", p.parameter.data<float>())} {string.Join(" ", p.parameter.grad?.data<float>().ToArray() ?? [])}"),
        .. model.named_modules().Select(m => m.module).OfType<Linear>().Select(l => $"{l.in_features} {l.out_features}"),
    ];
}
