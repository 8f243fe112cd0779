using PrunableModels.Core;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>Multiply-adds rest on the extents of the layers' outputs: they are those of a run, whole and compact.</summary>
public sealed class ExtentTests
{
    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Output_extents_of_layers_are_those_of_a_run(string name)
    {
        using var scope = NewDisposeScope();
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        Assert.True(Compare(instance) > 0);
        instance.Compact(Masks.Random(instance.Pruning, 0.5, seed: 1));
        Assert.True(Compare(instance) > 0);
    }

    /// <returns>How many tensors were compared: outputs, and those of layers that are called so that hooks see it.</returns>
    private static int Compare(ZooInstance instance)
    {
        var inputs = instance.Pruning.Linked.Groups.Graph.Inputs.Count;
        var graph = instance.Pruning.Execute([.. instance.Inputs.Select(i => (IReadOnlyList<long>)i.shape).Take(inputs)]).Graph;
        var predicted = graph.Nodes.Where(n => Counts(n) && n.Layer is not null).ToLookup(n => n.Layer!.Path, n => Extents(n.Outputs[0]));
        var (seen, outputs) = Run(instance);
        var compared = seen.Keys.Intersect(predicted.Select(p => p.Key)).ToList();
        Assert.All(compared, path => Assert.Equal(seen[path], predicted[path]));
        var known = graph.Outputs.Count == outputs.Count ? graph.Outputs.Zip(outputs).Where(o => o.First.Type.HasRank).ToList() : [];
        Assert.All(known, o => Assert.Equal(o.Second, Extents(o.First)));
        return compared.Count + known.Count;
    }

    private static bool Counts(Node node) => node.Operator.Name is "linear" || node.Operator.Name.StartsWith("conv", StringComparison.Ordinal);

    private static string Extents(GraphValue value) => string.Join(", ", value.Type.Axes.Select(a => a.Extent));

    /// <summary>The output shapes of every layer that takes and gives one tensor, by its path, in the order of the calls, and those of the model.</summary>
    private static (Dictionary<string, List<string>> Layers, List<string> Outputs) Run(ZooInstance instance)
    {
        using var quiet = no_grad();
        var shapes = new Dictionary<string, List<string>>();
        var hooks = instance.Module.named_modules().Select(m => (m.name, Layer: m.module as nn.Module<Tensor, Tensor>)).Where(m => m.Layer is not null).Select(m => m.Layer!.register_forward_hook((_, _, output) =>
        {
            shapes.TryAdd(m.name, []);
            shapes[m.name].Add(string.Join(", ", output.shape));
            return output;
        })).ToList();
        instance.Module.eval();
        List<string> outputs = [.. instance.Run().Select(o => string.Join(", ", o.shape))];
        hooks.ForEach(hook => hook.remove());
        return (shapes, outputs);
    }
}
