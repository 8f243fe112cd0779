using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>What is drawn of an execution: operators, tensors and calls of modules.</summary>
public sealed class TracePictureTests
{
    private static readonly PictureOptions Options = new() { Coloring = PictureColoring.None };

    [Fact]
    public void Operators_inputs_and_outputs_are_vertices() =>
        Assert.Equal(
            ["x", "fc1 / Linear 12 -> 16", "relu", "fc2 / Linear 16 -> 8", "relu", "fc3 / Linear 8 -> 4", "output"],
            Of(Programs.Mlp).Nodes.Select(n => n.Label));

    [Fact]
    public void Tensors_are_edges_with_the_shape_that_is_known()
    {
        var picture = Of(Programs.Mlp);
        var labels = picture.Nodes.ToDictionary(n => n.Id, n => n.Label);
        Assert.Equal("fc1 / Linear 12 -> 16 [..., 16] relu", picture.Edges.Select(e => $"{labels[e.From]} {e.Label} {labels[e.To]}").ElementAt(1));
        Assert.Equal(picture.Nodes.Count - 1, picture.Edges.Count);
    }

    [Fact]
    public void What_a_constructor_is_given_is_told_by_its_name() =>
        Assert.Contains("stem / Conv2d 3 -> width", Of(Programs.ResNet).Nodes.Select(n => n.Label));

    [Fact]
    public void Parameters_are_not_drawn()
    {
        var picture = Of("""
            class M {
              field Module "a" = new Linear(4, 4)
              method forward(x) {
                return x + this.a.weight
              }
            }
            """);
        Assert.Equal(["x", "add", "output"], picture.Nodes.Select(n => n.Label));
        Assert.Equal(2, picture.Edges.Count);
    }

    [Fact]
    public void How_long_tensors_live_is_not_drawn()
    {
        var picture = Of("""
            class M {
              field Module "a" = new Linear(4, 4)
              method forward(x) {
                return Tensor.MoveToOuterDisposeScope(call this.a(x))
              }
            }
            """);
        Assert.Equal(["x", "a / Linear 4 -> 4", "output"], picture.Nodes.Select(n => n.Label));
        Assert.Equal([("in0", "op0"), ("op0", "out0")], picture.Edges.Select(e => (e.From, e.To)));
    }

    [Fact]
    public void Calls_of_modules_are_frames_one_inside_the_other()
    {
        var picture = Of(PicturePrograms.Nested);
        var frames = picture.Clusters.ToDictionary(c => c.Id);
        Assert.Equal(
            ["first / Outer", "first.inner / Inner in first / Outer", "second / Outer", "second.inner / Inner in second / Outer"],
            picture.Clusters.Select(c => c.Parent is null ? c.Label : $"{c.Label} in {frames[c.Parent].Label}"));
        Assert.Equal("first.inner / Inner", frames[picture.Nodes.First(n => n.Label == "relu").Cluster!].Label);
    }

    [Fact]
    public void Frames_are_as_deep_as_one_wants()
    {
        var picture = Of(PicturePrograms.Nested, Options with { Depth = 1 });
        Assert.Equal(["first / Outer", "second / Outer"], picture.Clusters.Select(c => c.Label));
        Assert.Equal(picture.Clusters[0].Id, picture.Nodes.First(n => n.Label == "relu").Cluster);
        Assert.Empty(Of(PicturePrograms.Nested, Options with { Depth = 0 }).Clusters);
    }

    [Fact]
    public void A_module_that_is_called_twice_has_two_frames()
    {
        var picture = Of(PicturePrograms.Nested.Replace("call this.second(", "call this.first(", StringComparison.Ordinal));
        Assert.Equal(2, picture.Clusters.Count(c => c.Label == "first / Outer"));
    }

    [Fact]
    public void What_is_too_much_is_one_vertex()
    {
        var picture = Of(Programs.Mlp, Options with { MaximumNodes = 3 });
        Assert.Equal(["x", "fc1 / Linear 12 -> 16", "relu", "fc2 / Linear 16 -> 8", "... 2 more", "output"], picture.Nodes.Select(n => n.Label));
        Assert.Equal([("op2", "more"), ("more", "out0")], picture.Edges.Skip(3).Select(e => (e.From, e.To)));
    }

    [Fact]
    public void Pictures_of_the_same_are_equal() => Assert.Equal(Of(Programs.ResNet), Of(Programs.ResNet));

    private static Picture Of(string program, PictureOptions? options = null) => Picture.Of(PicturePrograms.Groups(program), options ?? Options);
}
