using CsCheck;
using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Pictures in the language of Graphviz.</summary>
public sealed class DotWriterTests
{
    [Fact]
    public void Groups_are_written() => Snapshot.Check("Pictures", "Groups", "dot", Write(new() { Depth = 1 }));

    [Fact]
    public void Segments_are_written() => Snapshot.Check("Pictures", "Segments", "dot", Write(new() { Coloring = PictureColoring.Segments, Erased = ["left.weight"] }));

    [Fact]
    public void Any_label_is_read_as_it_is() => Labels.Any.Sample(text =>
    {
        var graph = DotReader.Read(DotWriter.Write(Labels.Of(text)));
        return new[] { graph.Nodes["a"]["label"], graph.Nodes["a"]["tooltip"], graph.Clusters["cluster_a"]["label"], graph.Edges[0].Attributes.GetValueOrDefault("label", "") }
            .All(t => DotGraph.Shown(t) == Labels.Shown(text));
    });

    [Theory]
    [InlineData("end")]
    [InlineData("graph")]
    [InlineData("a:b -> c")]
    [InlineData("")]
    public void Any_identity_is_one(string id)
    {
        var graph = DotReader.Read(DotWriter.Write(Labels.Of("x", id)));
        Assert.Equal((id, $"cluster_{id}"), (Assert.Single(graph.Nodes.Keys), graph.Places[id]));
    }

    [Fact]
    public void Clusters_are_inside_each_other()
    {
        var graph = DotReader.Read(DotWriter.Write(Picture.Of(PicturePrograms.Groups(PicturePrograms.Nested))));
        Assert.Equal(["", "cluster_groups", "cluster_call0", "cluster_call1", "cluster_call2", "cluster_call3"], graph.Clusters.Keys);
        Assert.Equal("cluster_call1", graph.Places["op0"]);
    }

    private static string Write(PictureOptions options) => DotWriter.Write(Picture.Of(PicturePrograms.Groups(PicturePrograms.Branches), options));
}
