using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static PrunableModels.BaseUpdate;
using static TorchSharp.torch;

namespace PrunableModels.Tests.Training;

/// <summary>Frozen layers with adapters: rows of both go together, and what matters most stays.</summary>
public sealed class LowRankTests
{
    private const int Steps = 40;

    [Fact]
    public void Rows_of_the_frozen_layer_and_of_the_adapter_go_together_linearly_to_zero()
    {
        manual_seed(1);
        using var model = new AdaptedPerceptron();
        using var optimizer = model.Hesso(Options(model) with { Variant = Sgd(0), StartStep = 10, PruningSteps = 10, PruningPeriods = 1 });
        var before = Rows(model, "first.layer.weight");
        var adapter = Rows(model, "first.b.weight");

        Train(model, optimizer, 15);

        var halved = Enumerable.Range(0, 12).Where(s => optimizer.Statuses[Group(model, "first").Start + s] == StructureStatus.Redundant).ToArray();
        Assert.NotEmpty(halved);
        foreach (var (name, original) in new[] { ("first.layer.weight", before), ("first.b.weight", adapter) })
        {
            var now = Rows(model, name);
            Assert.All(Enumerable.Range(0, 12), s => Assert.Equal(original[s].Select(v => halved.Contains(s) ? v * 0.5f : v), now[s], (a, b) => Math.Abs(a - b) < 1e-6));
        }

        Train(model, optimizer, 5);
        Assert.All(halved, s => Assert.All([.. Rows(model, "first.layer.weight")[s], .. Rows(model, "first.b.weight")[s], .. Rows(model, "first.layer.bias")[s]], v => Assert.Equal(0, v)));
    }

    [Theory]
    [InlineData("hesso")]
    [InlineData("cric")]
    [InlineData("dhspg")]
    [InlineData("one shot")]
    public void Frozen_values_change_where_they_are_pruned_and_nowhere_else_and_the_compact_model_is_the_same(string method)
    {
        manual_seed(2);
        using var model = new AdaptedPerceptron();
        var frozen = model.named_parameters().Where(p => !p.parameter.requires_grad).ToDictionary(p => p.name, p => Rows(model, p.name));
        var trained = model.named_parameters().Where(p => p.parameter.requires_grad).ToDictionary(p => p.name, p => Rows(model, p.name));
        using SparseOptimizer optimizer = method switch
        {
            "hesso" => model.Hesso(Options(model)),
            "cric" => model.HessoCric(new()
            {
                Variant = AdamW(1e-2), TargetGroupSparsity = 0.3, TotalSteps = Steps, CycleSteps = 3, MaximumCycles = 2, GroupConstraint = LowRank.KeepAdapters(model.Pruning.Map),
            }),
            "dhspg" => model.Dhspg(new()
            {
                Variant = AdamW(1e-2), TargetGroupSparsity = 0.3, TotalSteps = Steps, Lambda = 5, GroupConstraint = LowRank.KeepAdapters(model.Pruning.Map),
            }),
            _ => model.OneShot(new() { Variant = AdamW(1e-2), TargetGroupSparsity = 0.3, TotalSteps = Steps, GroupConstraint = LowRank.KeepAdapters(model.Pruning.Map) }),
        };

        Train(model, optimizer, Steps);

        Assert.True(optimizer.IsDone);
        Assert.True(optimizer.PrunedCount > 0);
        foreach (var layer in new[] { "first", "second" })
        {
            var group = Group(model, layer);
            var (rows, was) = (Rows(model, $"{layer}.layer.weight"), frozen[$"{layer}.layer.weight"]);
            Assert.All(Enumerable.Range(0, group.Width), s =>
                Assert.Equal(optimizer.Statuses[group.Start + s] == StructureStatus.Pruned ? new float[was[s].Length] : was[s], rows[s]));

            // The first factor is nobody's: it trains on, whole.
            Assert.All(Rows(model, $"{layer}.a.weight").SelectMany(row => row), v => Assert.NotEqual(0, v));
            Assert.NotEqual(trained[$"{layer}.a.weight"], Rows(model, $"{layer}.a.weight"));
        }

        Assert.Equal(frozen["head.layer.weight"], Rows(model, "head.layer.weight"));
        using var x = randn(4, 6);
        var compact = model.Compact(new() { ExampleInput = x });
        Assert.InRange(compact.LargestDifference, 0, 1e-5);
    }

    [Fact]
    public void The_ranks_of_adapters_are_kept_and_groups_without_frozen_rows()
    {
        using var model = new AdaptedPerceptron();

        var constraint = LowRank.KeepAdapters(model.Pruning.Map, group => new WidthConstraint(3));

        Assert.Equal(["first.a.weight:0", "second.a.weight:0", "head.a.weight:0"], model.Pruning.Groups.Where(g => constraint(g)!.MinimumWidth == g.Width).Select(g => g.Id));
        Assert.Equal(2, model.Pruning.Groups.Count(g => constraint(g)!.MinimumWidth == 3));
    }

    [Fact]
    public void The_most_damaging_layers_are_kept_and_the_model_is_put_back()
    {
        manual_seed(3);
        using var model = new AdaptedPerceptron();
        var before = Everything(model);
        using var x = randn(16, 6);
        var evaluations = 0;

        // The evaluation counts what is not zero in the first layer, so that nothing else does damage.
        var knowledge = KnowledgeDistribution.Of(model.Pruning.Map, () =>
        {
            evaluations++;
            return Rows(model, "first.layer.weight").Sum(row => row.All(v => v == 0) ? 2.5 : 0);
        });

        Assert.Equal(6, evaluations);
        Assert.Equal(before, Everything(model));
        Assert.Equal(0, knowledge.Baseline);
        Assert.Equal(Group(model, "first").Id, knowledge.Layers[0].Layer);
        Assert.Equal([30, 0, 0, 0, 0], knowledge.Layers.Select(layer => layer.Damage));
        var keep = knowledge.Keep(0.2, LowRank.KeepAdapters(model.Pruning.Map));
        Assert.Equal(12, keep(Group(model, "first"))!.MinimumWidth);
        Assert.Null(keep(Group(model, "second")));

        using var optimizer = model.Hesso(Options(model) with { GroupConstraint = keep, TargetGroupSparsity = 0.2 });
        Train(model, optimizer, Steps);
        Assert.DoesNotContain(StructureStatus.Pruned, optimizer.Statuses[Group(model, "first").Start..Group(model, "first").End]);
        Assert.True(optimizer.IsDone);
    }

    [Fact]
    public void Groups_can_be_measured_together_and_an_evaluation_that_throws_leaves_the_model_whole()
    {
        using var model = new AdaptedPerceptron();
        var before = Everything(model);

        var knowledge = KnowledgeDistribution.Of(model.Pruning.Map, () => Rows(model, "second.b.weight")[0].Max(Math.Abs), group => group.Id.Split('.')[0]);
        Assert.Equal(["first", "head", "second"], knowledge.Layers.Select(layer => layer.Layer).Order());
        Assert.Equal(-knowledge.Baseline, knowledge.Layers[^1].Damage, 1e-7);

        var calls = 0;
        Assert.Throws<InvalidOperationException>(() => KnowledgeDistribution.Of(model.Pruning.Map, () => calls++ == 2 ? throw new InvalidOperationException() : 0));
        Assert.Equal(before, Everything(model));
    }

    private static HessoOptions Options(AdaptedPerceptron model) => new()
    {
        Variant = AdamW(1e-2),
        TargetGroupSparsity = 0.3,
        TotalSteps = Steps,
        GroupConstraint = LowRank.KeepAdapters(model.Pruning.Map),
    };

    private static void Train(AdaptedPerceptron model, SparseOptimizer optimizer, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(model.call(randn(8, 6)), randint(3, 8)).backward();
            optimizer.step();
        }
    }

    private static LinkedGroup Group(AdaptedPerceptron model, string layer) =>
        model.Pruning.Groups.Single(g => g.Id.StartsWith($"{layer}.layer.", StringComparison.Ordinal) || g.Id.StartsWith($"{layer}.b.", StringComparison.Ordinal));

    private static float[][] Rows(AdaptedPerceptron model, string name)
    {
        var parameter = model.named_parameters().Single(p => p.name == name).parameter;
        return [.. parameter.data<float>().ToArray().Chunk((int)(parameter.numel() / parameter.shape[0]))];
    }

    private static float[] Everything(AdaptedPerceptron model) => [.. model.parameters().SelectMany(p => p.data<float>().ToArray())];
}
