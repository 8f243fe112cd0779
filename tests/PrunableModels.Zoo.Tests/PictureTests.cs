using PrunableModels.Core.Tests;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>Pictures of models.</summary>
[Collection(nameof(DrawnAlone))]
public sealed class PictureTests
{
    private const string Erased = "it is erased";

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

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_left_when_segments_are_erased_leads_to_outputs(string name)
    {
        using var scope = NewDisposeScope();
        using var instance = Models.Find(name).Create(ScalarType.Float32);
        var options = new PictureOptions { Coloring = PictureColoring.Segments, MaximumNodes = int.MaxValue, Erased = SegmentSets.Random(instance.Pruning, 1) };
        var before = DotReader.Read(instance.Pruning.ToDot(options));
        var after = DotReader.Read(instance.Pruning.ToDot(options with { IsAfter = true }));

        Assert.DoesNotContain(Erased, after.Nodes.Values.Select(Tooltip));
        Assert.Equal(options.Erased.Count > 0, before.Nodes.Values.Select(Tooltip).Contains(Erased));
        Assert.Empty(after.Nodes.Keys.Where(IsOperator).Except(after.Edges.Select(e => e.From)));
        Assert.Empty(after.Nodes.Keys.Where(n => n.StartsWith("out", StringComparison.Ordinal)).Except(after.Edges.Select(e => e.To)));
        Assert.Empty(after.Nodes.Keys.Except(before.Nodes.Keys));
    }

    [Fact]
    public void Shapes_are_known_for_an_input_that_is_known()
    {
        using var scope = NewDisposeScope();
        using var instance = Models.Find("resnet-18").Create(ScalarType.Float32);
        var graph = DotReader.Read(instance.Pruning.ToDot(null, instance.Inputs[0].shape));
        Assert.All(graph.Edges.Where(e => !e.Attributes.ContainsKey("style")), e => Assert.Matches(@"^\[[0-9, ]+\]$", e.Attributes["label"]));
    }

    private static string? Tooltip(Dictionary<string, string> attributes) => attributes.GetValueOrDefault("tooltip");

    private static bool IsOperator(string node) => node.StartsWith("op", StringComparison.Ordinal);
}
