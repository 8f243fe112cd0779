using TorchSharp;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>Budgets of parameters and multiply-adds, trained for.</summary>
public sealed class TargetTests
{
    private static HessoOptions Options(PruningTarget target) => new() { Variant = Sgd(0.05), Target = target, TotalSteps = 24, PruningPeriods = 4, PruningSteps = 8 };

    public static TheoryData<double> Shares => [0.15, 0.3, 0.5, 0.75, 0.95];

    [Theory]
    [MemberData(nameof(Shares))]
    public void A_share_of_the_parameters_is_met_and_the_compact_model_has_it(double share)
    {
        using var model = new ResNet(blocks: 1);
        var before = model.Pruning.CountParameters();
        using var optimizer = new Hesso(model.Pruning.Map, model.named_parameters(), Options(PruningTarget.Parameters(share)));

        Train(model, optimizer, 24);

        Assert.True(optimizer.IsDone);
        Assert.Equal(optimizer.TargetCount, optimizer.PrunedCount);
        var predicted = optimizer.CompactSize!;
        using var mask = optimizer.Mask.clone();
        var dearest = WithOneMore(model.Pruning, mask, model.Pruning.ParameterCost());
        model.Compact(mask, new() { Verify = false });
        Assert.Equal(new SizeChange(before, model.Pruning.CountParameters()), predicted.Parameters);
        Assert.InRange(predicted.Parameters.After, 0, (long)(share * before));
        Assert.True(dearest > (long)(share * before), "less would have been enough");
    }

    [Theory]
    [MemberData(nameof(Shares))]
    public void A_share_of_the_multiply_adds_is_met_and_the_compact_model_has_it(double share)
    {
        using var model = new ResNet(blocks: 1);
        var before = model.Pruning.CountMacs(2, 3, 8, 8);
        using var optimizer = new Hesso(model.Pruning.Map, model.named_parameters(), Options(PruningTarget.Macs(share, 2, 3, 8, 8)));

        Train(model, optimizer, 24);

        var predicted = optimizer.CompactSize!;
        Assert.True(optimizer.IsDone);
        Assert.Equal(optimizer.GroupSparsity, predicted.GroupSparsity, 1e-12);
        using var mask = optimizer.Mask.clone();
        model.Compact(mask, new() { Verify = false });
        Assert.Equal(new SizeChange(before, model.Pruning.CountMacs(2, 3, 8, 8)), predicted.Macs);
        Assert.InRange(predicted.Macs!.After, 0, (long)(share * before));
    }

    [Fact]
    public void Every_period_brings_the_cost_down_by_its_part()
    {
        using var model = new ResNet(blocks: 1);
        using var optimizer = new Hesso(model.Pruning.Map, model.named_parameters(), Options(PruningTarget.Parameters(0.4)));
        var whole = model.Pruning.CountParameters();
        var seen = new List<long>();
        for (var step = 1; step <= 24; step++)
        {
            Train(model, optimizer, step, step - 1);
            seen.Add(optimizer.CompactSize!.Parameters.After);
        }

        // Choices at the steps 3, 5, 7 and 9.
        long[] reached = [seen[2], seen[4], seen[6], seen[8]];
        Assert.All(reached.Zip([0.85, 0.7, 0.55, 0.4]), p => Assert.InRange(p.First, (p.Second - 0.1) * whole, p.Second * whole));
        Assert.Equal([whole, whole], seen[..2]);
        Assert.All(seen[8..], s => Assert.Equal(reached[3], s));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(12)]
    public void A_run_that_was_stopped_goes_on_to_the_same_budget(int stop)
    {
        using var straight = new ResNet(blocks: 1);
        using var stopped = new ResNet(blocks: 1);
        stopped.load_state_dict(straight.state_dict());
        var options = Options(PruningTarget.Parameters(0.4));
        using var expected = new Hesso(straight.Pruning.Map, straight.named_parameters(), options);
        using var first = new Hesso(stopped.Pruning.Map, stopped.named_parameters(), options);
        using var second = new Hesso(stopped.Pruning.Map, stopped.named_parameters(), options);
        Train(straight, expected, 24);
        Train(stopped, first, stop);
        second.load_state_dict(first.state_dict());
        Train(stopped, second, 24, stop);

        Assert.Equal(expected.Statuses, second.Statuses);
        Assert.True(second.IsDone);
        using var other = new Hesso(stopped.Pruning.Map, stopped.named_parameters(), Options(PruningTarget.Parameters(0.5)));
        Assert.Contains("this optimizer structures until there are at most", Assert.Throws<InvalidDataException>(() => other.load_state_dict(first.state_dict())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_method_meets_a_budget(bool isCric)
    {
        using var model = new ResNet(blocks: 1);
        var (map, named, target) = (model.Pruning.Map, model.named_parameters(), PruningTarget.Macs(0.4, 2, 3, 8, 8));
        using SparseOptimizer optimizer = isCric
            ? new HessoCric(map, named, model.named_buffers(), new() { Variant = Sgd(0.05), Target = target, TotalSteps = 60, StartStep = 2, CycleSteps = 3, MaximumCycles = 4, PruningSteps = 12, PruningPeriods = 3 })
            : new OneShot(map, named, new() { Variant = Sgd(0.05), Target = target, TotalSteps = 60 });

        Train(model, optimizer, 60);

        Assert.True(optimizer.IsDone);
        Assert.InRange(optimizer.CompactSize!.Macs!.After, 1, (long)(0.4 * optimizer.CompactSize.Macs.Before));
    }

    [Fact]
    public void Widths_stay_multiples_under_a_budget()
    {
        using var model = new ResNet(blocks: 1);
        using var optimizer = new Hesso(model.Pruning.Map, model.named_parameters(), Options(PruningTarget.Parameters(0.4)) with { Divisor = 4 });
        Train(model, optimizer, 24);
        Assert.True(optimizer.IsDone);
        Assert.InRange(optimizer.CompactSize!.Parameters.After, 0, (long)(0.4 * model.Pruning.CountParameters()));
        var mask = optimizer.Mask.data<bool>().ToArray();
        Assert.All(model.Pruning.Groups, g => Assert.Equal(0, mask[g.Start..g.End].Count(m => m) % 4));
    }

    [Fact]
    public void A_budget_that_holds_already_takes_nothing()
    {
        using var model = new Mlp();
        using var optimizer = new Hesso(model.Pruning.Map, model.named_parameters(), Options(PruningTarget.Parameters(1)));
        Assert.True(optimizer.IsDone);
        Assert.Equal(0, optimizer.TargetCount);
    }

    [Fact]
    public void A_share_out_of_reach_is_refused_with_the_range()
    {
        using var model = new Mlp();
        var map = model.Pruning.Map;
        var parameters = Assert.Throws<ArgumentException>(() => new Hesso(map, model.named_parameters(), Options(PruningTarget.Parameters(0.05))));
        var macs = Assert.Throws<ArgumentException>(() => new Hesso(map, model.named_parameters(), Options(PruningTarget.Macs(0.05, 1, 12)) with { MinimumWidth = 4 }));

        // Of 12 - 16 - 8 - 4 features with biases, 12 - 1 - 1 - 4 can be left; with four of each, 12 - 4 - 4 - 4.
        Assert.Contains("from 23 to 380 of 380 parameters can be left, a share of 0.0605 to 1", parameters.Message, StringComparison.Ordinal);
        Assert.Contains("from 80 to 352 of 352 multiply-adds can be left, a share of 0.2273 to 1", macs.Message, StringComparison.Ordinal);
        Assert.Equal(nameof(HessoOptions.Target), parameters.ParamName);
    }

    [Fact]
    public void A_map_without_a_model_has_no_costs()
    {
        using var model = TestModel.Perceptron();
        using var map = model.Map();
        Assert.Contains("the costs are the model's", Assert.Throws<ArgumentException>(() => new Hesso(map, model.Named, Options(PruningTarget.Parameters(0.5)))).Message, StringComparison.Ordinal);
        using var optimizer = new Hesso(map, model.Named, Options(PruningTarget.GroupSparsity(0.5)));
        Assert.Null(optimizer.CompactSize);
    }

    [Fact]
    public void The_size_of_a_compact_model_is_known_before()
    {
        using var model = new Mlp();
        using var mask = ones(24, ScalarType.Bool);
        mask[0..4] = false;
        mask[20] = false;

        // 12 - 12 - 7 - 4.
        var size = model.Pruning.CompactSizeOf(mask, 5, 12);

        Assert.Equal(new CompactSize(5 / 24.0, new(380, 156 + 91 + 32), new(5 * 352, 5 * (144 + 84 + 28))), size);
        Assert.Null(model.Pruning.CompactSizeOf(mask).Macs);
        Assert.Throws<ArgumentException>(() => model.Pruning.CompactSizeOf(ones(3, ScalarType.Bool)));
    }

    /// <summary>The largest cost that is left if one structure that goes stays.</summary>
    private static long WithOneMore(Pruning pruning, Tensor mask, CostModel cost)
    {
        var keeps = mask.data<bool>().ToArray();
        var kept = ModelCosts.Kept(pruning.Map, s => keeps[s]);
        return Enumerable.Range(0, kept.Length).Where(g => kept[g] < pruning.Groups[g].Width).Max(g =>
        {
            var wider = (int[])kept.Clone();
            wider[g]++;
            return cost.Of(wider);
        });
    }

    // The numbers are this test's own: others draw at the same time.
    private static void Train(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, int to, int from = 0)
    {
        for (var step = from; step < to; step++)
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator((ulong)step, CPU);
            optimizer.zero_grad();
            model.call(randn([2, 3, 8, 8], generator: generator)).square().mean().backward();
            optimizer.step();
        }
    }
}
