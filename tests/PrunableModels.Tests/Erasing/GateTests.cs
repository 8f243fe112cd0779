using PrunableModels.Core;
using PrunableModels.Tests.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Erasing;

/// <summary>Modules without parameters that their author offers for erasing: a gate comes and goes, and what is erased is gone.</summary>
[Collection(nameof(SmallRun))]
public sealed class GateTests
{
    [Fact]
    public void Segments_that_were_asked_for_twice_can_be_erased_together()
    {
        using var model = new GatedNet();
        var first = model.Pruning.Segments.Erasable.First();
        var last = model.Pruning.Segments.Erasable.Last();

        Assert.Equal([first, last], Erasure.Of(model.Pruning.Segments, [first, last]).Erased);
    }

    [Fact]
    public void They_can_be_erased_where_a_gate_fits()
    {
        using var model = new GatedNet();
        Assert.Equal(["conv.weight", "pool", "skip"], model.Pruning.Segments.Erasable.Select(s => s.Id).Order());
        var kept = model.Pruning.Segments.Find("narrow")!.Kept!;
        Assert.Contains("narrow can have no gate: declare what holds it as Module<Tensor, Tensor>", kept.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pool")]
    [InlineData("skip")]
    [InlineData("pool", "skip", "conv.weight")]
    public void Without_them_the_model_computes_the_rest(params string[] erased)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var model = new GatedNet();
        using var other = new GatedNet();
        other.load_state_dict(model.state_dict());
        var x = randn(2, 3, 8, 8);
        var expected = Expected(model, x, erased);

        var compact = model.Erase(erased, new() { ExampleInput = x });
        Assert.Equal(0, (expected - model.call(x)).abs().max().item<float>(), 1e-5);
        Assert.All(erased.Where(e => e != "conv.weight"), e => Assert.DoesNotContain($"{e} = ", compact.ToClass(), StringComparison.Ordinal));

        other.Compact(compact.Plan, new() { ExampleInput = x });
        Assert.Equal(0, (expected - other.call(x)).abs().max().item<float>(), 1e-5);
    }

    [Fact]
    public void A_gate_is_there_only_while_it_is_needed()
    {
        manual_seed(1);
        using var model = new GatedNet();
        var names = model.state_dict().Keys.ToList();
        using var optimizer = model.H2spg(new() { Variant = BaseUpdate.Sgd(0.05), TargetGroupSparsity = 0.67, TotalSteps = 20 });
        Assert.Equal(names, model.state_dict().Keys);
        Assert.Equal(["conv.weight", "pool", "skip"], model.Pruning.Segments.Erasable.Select(s => s.Id).Order());
        Train(model, optimizer, 0, 20);

        Assert.Equal(2, optimizer.Erased.Count);
        var x = randn(2, 3, 8, 8);
        using var zeroed = model.call(x);
        var compact = model.Erase(new() { ExampleInput = x });
        Assert.Equal(0, (zeroed - model.call(x)).abs().max().item<float>(), 1e-5);
        Assert.Equal(names.Count, model.state_dict().Count);
        Assert.DoesNotContain("PrunableModels", compact.ToClass(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_optimizer_that_cannot_be_made_leaves_none()
    {
        using var model = new GatedNet();
        Assert.Throws<ArgumentException>(() => model.H2spg(new() { Variant = BaseUpdate.Sgd(0.05), Target = PruningTarget.Parameters(0.001), TotalSteps = 20 }));
        Assert.DoesNotContain(model.modules(), m => m is Gate);
    }

    [Theory]
    [InlineData(ErasingRule.Shrink)]
    [InlineData(ErasingRule.Project)]
    public void A_run_with_gates_goes_on_as_if_nothing_had_happened(ErasingRule rule)
    {
        var options = new H2spgOptions { Variant = BaseUpdate.Sgd(0.05), TargetGroupSparsity = 0.67, TotalSteps = 20, StartStep = 2, ErasingSteps = 12, Rule = rule };
        manual_seed(1);
        using var whole = new GatedNet();
        using var model = new GatedNet();
        model.load_state_dict(whole.state_dict());
        using var undisturbed = whole.H2spg(options);
        Train(whole, undisturbed, 0, 20);

        using var first = model.H2spg(options);
        Train(model, first, 0, 7);
        using var resumed = new GatedNet();
        resumed.load_state_dict(model.state_dict());
        using var second = resumed.H2spg(options);
        second.load_state_dict(first.state_dict());
        Train(resumed, second, 7, 20);

        Assert.Equal(undisturbed.Erased, second.Erased);
        Assert.All(whole.parameters().Zip(resumed.parameters()), p => Assert.True(p.First.equal(p.Second).all().item<bool>()));
        var x = randn(2, 3, 8, 8);
        Assert.True(whole.call(x).equal(resumed.call(x)).all().item<bool>());
    }

    private static void Train(GatedNet model, H2spg optimizer, int from, int until)
    {
        for (var step = from; step < until; step++)
        {
            using var scope = NewDisposeScope();
            manual_seed(100 + step);
            optimizer.zero_grad();
            nn.functional.cross_entropy(model.call(randn(8, 3, 8, 8)), randint(4, 8)).backward();
            optimizer.step();
        }
    }

    // Computed by hand, not by the library.
    private static Tensor Expected(GatedNet model, Tensor x, string[] erased)
    {
        var parts = model.named_children().ToDictionary(c => c.name, c => (nn.Module<Tensor, Tensor>)c.module);
        x = nn.functional.relu(parts["stem"].call(x));
        var left = new[] { "conv", "pool", "skip", "narrow" }.Where(p => !erased.Any(e => e.Split('.')[0] == p));
        return parts["head"].call(nn.functional.relu(left.Select(p => parts[p].call(x)).Aggregate((a, b) => a + b)).mean([2, 3]));
    }
}
