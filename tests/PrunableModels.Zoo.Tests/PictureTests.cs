using PrunableModels.Core.Tests;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>Pictures of models.</summary>
[Collection(nameof(DrawnAlone))]
public sealed class PictureTests
{
    public static TheoryData<string> Names() => [.. Models.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_model_can_be_drawn(string name)
    {
        using var scope = NewDisposeScope();
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        foreach (var coloring in Enum.GetValues<PictureColoring>())
        {
            var options = new PictureOptions { Coloring = coloring, Depth = 9, MaximumNodes = int.MaxValue };
            var graph = DotReader.Read(instance.Pruning.ToDot(options));
            var chart = MermaidReader.Read(instance.Pruning.ToMermaid(options));

            Assert.Equal(graph.Nodes.Count, chart.Nodes.Count);
            Assert.Equal(graph.Edges.Count, chart.Edges.Count);
            Assert.Equal(graph.Clusters.Count, chart.Clusters.Count + 1);
            Assert.Contains("out0", graph.Edges.Select(e => e.To));
        }
    }

    [Fact]
    public void Shapes_are_known_for_an_input_that_is_known()
    {
        using var scope = NewDisposeScope();
        using var instance = Models.Find("resnet-18").Create(ScalarType.Float32);
        var graph = DotReader.Read(instance.Pruning.ToDot(null, instance.Inputs[0].shape));
        Assert.All(graph.Edges.Where(e => !e.Attributes.ContainsKey("style")), e => Assert.Matches(@"^\[[0-9, ]+\]$", e.Attributes["label"]));
    }
}
