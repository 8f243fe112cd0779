using CsCheck;
using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Pictures as flowcharts of Mermaid.</summary>
public sealed class MermaidWriterTests
{
    [Fact]
    public void Groups_are_written() => Snapshot.Check("Pictures", "Groups", "mmd", Write(new() { Depth = 1 }));

    [Fact]
    public void Segments_are_written() => Snapshot.Check("Pictures", "Segments", "mmd", Write(new() { Coloring = PictureColoring.Segments, Erased = ["left.weight"] }));

    [Fact]
    public void Any_label_is_read_as_it_is() => Labels.Any.Sample(text =>
    {
        var chart = MermaidReader.Read(MermaidWriter.Write(Labels.Of(text)));
        var shown = Labels.Shown(text) is { Length: > 0 } some ? some : " ";
        return chart.Nodes["n0"].Label == shown && chart.Tooltips["n0"] == shown && chart.Clusters["c0"].Label == shown && chart.Edges[0].Label == Labels.Shown(text);
    });

    [Theory]
    [InlineData("end")]
    [InlineData("graph")]
    [InlineData("a --> b")]
    public void Any_identity_is_one(string id) => Assert.Equal(["n0"], MermaidReader.Read(MermaidWriter.Write(Labels.Of("x", id))).Nodes.Keys);

    [Fact]
    public void Subgraphs_are_inside_each_other()
    {
        var chart = MermaidReader.Read(MermaidWriter.Write(Picture.Of(PicturePrograms.Groups(PicturePrograms.Nested))));
        Assert.Equal([("groups", ""), ("first / Outer", ""), ("first.inner / Inner", "c1"), ("second / Outer", ""), ("second.inner / Inner", "c3")], chart.Clusters.Values);
    }

    [Fact]
    public void What_comes_first_in_the_legend_is_said_by_edges_that_nobody_sees() =>
        Assert.Contains("~~~", MermaidReader.Read(Write(new())).Edges.Select(e => e.Arrow));

    private static string Write(PictureOptions options) => MermaidWriter.Write(Picture.Of(PicturePrograms.Groups(PicturePrograms.Branches), options));
}
