using Xunit;
using static PrunableModels.BaseUpdate;

namespace PrunableModels.Tests.Training;

public sealed class DryRunTests
{
    private static HessoOptions Options => new() { Variant = Sgd(0.1), TargetGroupSparsity = 0.5, TotalSteps = 100, Rules = [new SparsityCap("fc2", 0.5)] };

    [Fact]
    public void The_table_tells_groups_widths_reasons_and_ranges()
    {
        using var model = new Mlp();

        var table = model.Pruning.DryRun(Options).ToString();

        Assert.Equal(
            """
            group         width  width after  parameters each  bound by
            fc1.weight:0     16      1 to 16               21  one structure stays
            fc2.weight:0      8       4 to 8               21  at most 50 % may go, by 'fc2'

            kept group    width  because
            fc3.weight:0      4  it belongs to the model's output

            target: a group sparsity of 0.5
            what goes: 12 structures
            reach: from 0 to 19 of 24 structures can go, a group sparsity of 0 to 0.7917
            reach: from 41 to 380 of 380 parameters can be left, a share of 0.1079 to 1

            """,
            table);
    }

    [Fact]
    public void Multiply_adds_are_told_where_they_are_the_target()
    {
        using var model = new Mlp();

        var run = model.Pruning.DryRun(Options with { Target = PruningTarget.Macs(0.5, 3, 12), Divisor = 4 });

        Assert.Equal([4, 8, 12, 16], run.Groups[0].Widths);
        Assert.Equal([60, 60], run.Groups.Select(g => g.Macs!.Value));
        Assert.Equal(new Reach(TargetMeasure.Macs, 1056, 3 * 80, 1056), run.Reaches[^1]);
        Assert.Equal("structures until there are at most 528 multiply-adds", run.Goal);
        Assert.Contains("4, 8 to 16", run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_out_of_reach_is_told_and_not_thrown()
    {
        using var model = new Mlp();

        var run = model.Pruning.DryRun(Options with { TargetGroupSparsity = 0.9 });

        Assert.False(run.IsReachable);
        Assert.Null(run.Goal);
        Assert.Contains("allow 19, a group sparsity of at most 0.7917", run.Problem, StringComparison.Ordinal);
        Assert.Contains("cannot be met: ", run.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Hesso(model.Pruning.Map, model.named_parameters(), Options with { TargetGroupSparsity = 0.9 }));
    }

    [Fact]
    public void Nothing_is_changed()
    {
        using var model = new ResNet();
        var before = model.state_dict().Values.Select(t => t.to(TorchSharp.torch.ScalarType.Float64).sum().item<double>()).ToList();
        model.Pruning.DryRun(Options with { Rules = [new Exclusion("stages.*")] });
        Assert.Equal(before, model.state_dict().Values.Select(t => t.to(TorchSharp.torch.ScalarType.Float64).sum().item<double>()));
        Assert.Null(model.Pruning.MaskSource);
    }
}
