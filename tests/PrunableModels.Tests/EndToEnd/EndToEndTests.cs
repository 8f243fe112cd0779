using Cifar10;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

/// <summary>The whole way, with the generator that users get: annotate, compile, train, compact, write, load.</summary>
public sealed class EndToEndTests
{
    [Fact]
    public void A_trained_network_becomes_a_plain_class_with_the_same_outputs()
    {
        manual_seed(7);
        using var model = new CifarResNet(depth: 14, width: 8);
        using var images = randn(8, 3, 32, 32);
        using var optimizer = Train(model, sparsity: 0.6, steps: 40);
        Assert.Equal(Math.Round(model.Pruning.Map.Count * 0.6), optimizer.PrunedCount);
        using var zeroed = Outputs(model, images);

        var compact = model.Compact();
        Assert.InRange(compact.LargestDifference, 0, 1e-5);
        Assert.Equal(optimizer.PrunedCount, compact.Widths.Sum(w => w.Before - w.After));

        using var folder = new TemporaryFolder();
        var weights = folder.File("weights.safetensors");
        compact.Save(weights);
        var type = CompiledClass.Compile(compact.ToClass("Standalone")).GetType("Standalone")!;
        using var standalone = (nn.Module<Tensor, Tensor>)Activator.CreateInstance(type)!;
        SafetensorsFile.Load(standalone, weights);
        using var outputs = Outputs(standalone, images);
        using var difference = (outputs - zeroed).abs().max() / zeroed.abs().max();
        Assert.InRange(difference.item<float>(), 0, 1e-5);
        Assert.Equal(model.state_dict().Keys, standalone.state_dict().Keys);
        Assert.DoesNotContain(type.Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith("Prunable", StringComparison.Ordinal));
    }

    [Fact]
    public void The_compact_model_trains_on_with_a_new_optimizer_and_not_with_the_old_one()
    {
        manual_seed(7);
        using var model = new CifarResNet(depth: 8, width: 8);
        using var old = Train(model, sparsity: 0.5, steps: 20);
        model.Compact();
        Assert.Contains("has been compacted", Assert.Throws<InvalidOperationException>(() => old.step()).Message, StringComparison.Ordinal);

        var before = model.Pruning.Map.Count;
        using var next = Train(model, sparsity: 0.5, steps: 20);
        var compact = model.Compact();
        Assert.Equal(before - next.PrunedCount, model.Pruning.Map.Count + compact.Widths.Count(w => w.After == 1));
    }

    [Fact]
    public void What_the_compiler_found_is_what_linking_finds()
    {
        using var model = new AnnotatedClassifier();
        Assert.Equal(
            AnnotatedClassifier.PruningGroups.Where(g => g.Kept is null).Select(g => (g.Id, g.Width)),
            model.Pruning.Groups.Select(g => (g.Id, g.Width.ToString())));
        Assert.Equal(
            AnnotatedClassifier.PruningGroups.Where(g => g.Kept is null).SelectMany(g => g.Occurrences).Select(o => (o.Path, o.Axis, o.Role)),
            model.Pruning.Groups.SelectMany(g => SlicesOf(model.Pruning.Map, g)).Select(s => (s.Path, s.Axis, s.Role)));
    }

    [Fact]
    public void Symbols_stand_for_what_linking_finds()
    {
        using var model = new CifarResNet();
        Assert.Equal(
            CifarResNet.PruningGroups.Where(g => g.Kept is null).Select(g => g.Id),
            model.Pruning.Groups.Select(g => g.Id));
    }

    [Fact]
    public void Forwards_that_depend_on_private_fields_are_linked()
    {
        using var model = new AnnotatedSwitches();
        Assert.Equal(["first.entry.weight:0", "second.entry.weight:0"], model.Pruning.Groups.Select(g => g.Id));
        Assert.Contains(model.Pruning.Map.Slices, s => s is { Path: "first.body.weight", Axis: 0, Role: SliceRole.Writer });
        Assert.DoesNotContain(model.Pruning.Map.Slices, s => s.Path.StartsWith("second.body", StringComparison.Ordinal));

        using var mask = rand(model.Pruning.Map.Count) > 0.4;
        mask[0] = true;
        mask[8] = true;
        var compact = model.Compact(mask, new() { ExampleInput = randn(4, 5) });
        Assert.InRange(compact.LargestDifference, 0, 1e-6);
        Assert.Contains("functional.gelu", compact.ToClass(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transformer_keeps_its_residual_width_and_loses_the_rest()
    {
        manual_seed(3);
        using var model = new AnnotatedTransformer();
        Assert.Equal(
            ["query.weight:0 24", "value.weight:0 24", "up.weight:0 96"],
            model.Pruning.Groups.Where(g => g.Id.StartsWith("blocks.0.", StringComparison.Ordinal)).Select(g => $"{g.Id["blocks.0.".Length..]} {g.Width}"));
        Assert.Contains("blocks.0.norm1 (LayerNorm) divides by the number of its positions, and is held as a LayerNorm", model.Pruning.Explain(), StringComparison.Ordinal);

        using var mask = rand(model.Pruning.Map.Count) > 0.5;
        using var text = randint(11, [3, 7]);
        var compact = model.Compact(mask, new() { ExampleInput = text });
        Assert.InRange(compact.LargestDifference, 0, 1e-5);

        var type = CompiledClass.Compile(compact.ToClass("Standalone")).GetType("Standalone")!;
        using var standalone = (nn.Module<Tensor, Tensor>)Activator.CreateInstance(type)!;
        standalone.load_state_dict(model.state_dict());
        using var expected = Outputs(model, text);
        using var outputs = Outputs(standalone, text);
        using var difference = (outputs - expected).abs().max();
        Assert.InRange(difference.item<float>(), 0, 1e-6);
    }

    private static Hesso Train<T>(T model, double sparsity, int steps)
        where T : nn.Module<Tensor, Tensor>, IPrunable
    {
        var optimizer = model.Hesso(new() { Variant = BaseUpdate.Sgd(0.05, momentum: 0.9), TargetGroupSparsity = sparsity, TotalSteps = steps });
        var schedule = optim.lr_scheduler.StepLR(optimizer, (steps / 2) + 1, 0.1);
        model.train();
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(model.call(randn(8, 3, 32, 32)), randint(10, 8)).backward();
            optimizer.step();
            schedule.step();
        }

        Assert.Equal(0.005, optimizer.ParamGroups.First().LearningRate, 6);
        return optimizer;
    }

    private static Tensor Outputs(nn.Module<Tensor, Tensor> model, Tensor images)
    {
        model.eval();
        using var gradients = no_grad();
        return model.call(images);
    }

    private static IEnumerable<StructureSlice> SlicesOf(StructureMap map, LinkedGroup group) => map.Slices.Where(s =>
    {
        using var inside = s.Structures.ge(group.Start).logical_and_(s.Structures.lt(group.End)).any();
        return inside.item<bool>();
    });
}
