using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Segments: what can be erased, and before and after something is.</summary>
public sealed class SegmentPictureTests
{
    private static readonly PictureOptions Options = new() { Coloring = PictureColoring.Segments };

    [Fact]
    public void What_can_be_erased_is_outlined()
    {
        var picture = Of();
        Assert.Equal(["left.weight", "deep.weight"], picture.Clusters.Where(c => c.Style == PicturePalette.Erasable).Select(c => c.Label));
        Assert.StartsWith("it cannot be erased: ", Assert.Single(picture.Clusters, c => c.Label == "head.weight").Tooltip, StringComparison.Ordinal);
    }

    [Fact]
    public void A_joint_is_another_shape_and_in_no_frame() =>
        Assert.Equal([(PictureShape.Hexagon, null)], Of().Nodes.Where(n => n.Label == "add").Select(n => (n.Shape, n.Cluster)));

    [Fact]
    public void What_is_erased_is_dashed_and_its_joint_is_spliced()
    {
        var picture = Of("left.weight");
        Assert.Equal(["left / Conv2d 8 -> 8", "relu"], picture.Nodes.Where(n => n.Style == PicturePalette.Erased).Select(n => n.Label));
        Assert.Equal(["add\nspliced"], picture.Nodes.Where(n => n.Style == PicturePalette.Spliced).Select(n => n.Label));
        Assert.Equal(3, picture.Edges.Count(e => e.Line == PictureLine.Dashed));
    }

    [Fact]
    public void What_does_nothing_any_more_is_dotted()
    {
        var picture = Picture.Of(PicturePrograms.Groups("""
            class M {
              field Module "stem" = new Linear(4, 4)
              field Module "gate" = new Linear(4, 4)
              field Module "last" = new Linear(4, 4)
              method forward(x) {
                x = call this.stem(x)
                y = call this.last((call this.gate(x)) * x)
                return functional.relu(x + y)
              }
            }
            """), Options with { Erased = ["last.weight"] });
        Assert.Equal(["gate / Linear 4 -> 4", "mul"], picture.Nodes.Where(n => n.Style == PicturePalette.Dead).Select(n => n.Label));
        Assert.Equal(PicturePalette.Dead, Assert.Single(picture.Clusters, c => c.Label == "gate.weight").Style);
        Assert.All(picture.Edges.Where(e => e.To == picture.Nodes.First(n => n.Label == "mul").Id), e => Assert.Equal(PictureLine.Dotted, e.Line));
    }

    [Fact]
    public void Afterwards_there_is_only_what_is_left()
    {
        var picture = Picture.Of(PicturePrograms.Groups(PicturePrograms.Branches), Options with { Erased = ["left.weight"], IsAfter = true });
        Assert.Equal(
            ["x", "stem / Conv2d 3 -> 8", "relu", "deep / Conv2d 8 -> 8", "relu", "deeper / Conv2d 8 -> 8", "relu", "head / Conv2d 8 -> 4", "output"],
            picture.Nodes.Select(n => n.Label));
        Assert.Equal(picture.Nodes.Zip(picture.Nodes.Skip(1), (a, b) => (a.Id, b.Id)), picture.Edges.Select(e => (e.From, e.To)));
    }

    [Fact]
    public void What_is_computed_from_parameters_stays_where_it_is_read()
    {
        var picture = Picture.Of(PicturePrograms.Groups("""
            class M {
              field Module "a" = new Linear(4, 4)
              field Module "b" = new Linear(4, 4)
              field Module "scale" = new Linear(4, 4)
              method forward(x) {
                x = call this.a(x)
                return (functional.relu(call this.b(x)) + x) * torch.exp(this.scale.bias)
              }
            }
            """), Options with { Erased = ["b.weight"], IsAfter = true });
        Assert.Equal(["x", "a / Linear 4 -> 4", "exp", "mul", "output"], picture.Nodes.Select(n => n.Label));
        Assert.Equal([("in0", "op0"), ("op0", "op5"), ("op4", "op5"), ("op5", "out0")], picture.Edges.Select(e => (e.From, e.To)));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("head.weight")]
    public void What_cannot_be_erased_is_refused(string name) => Assert.Throws<ArgumentException>(() => Of(name));

    [Fact]
    public void What_is_left_of_the_published_example_is_drawn_as_its_network()
    {
        var reference = StackedUnetsReference.Read();
        var segments = SegmentGraph.Of(PicturePrograms.Groups(reference.Program()).Graph);
        var erasure = Erasure.Of(segments, segments.Erasable.Where(s => reference.Erased.Any(e => e.SequenceEqual(s.Nodes.Select(n => reference.Data[n.Id])))));
        Assert.Equal(
            [.. Ids(reference.Subnetwork, reference).Order(StringComparer.Ordinal)],
            Picture.Of(segments, erasure, Options with { IsAfter = true }).Nodes.Where(n => n.Shape != PictureShape.Round).Select(n => n.Id).Order(StringComparer.Ordinal));
        Assert.Equal(
            Ids(reference.Spliced, reference),
            Picture.Of(segments, erasure, Options).Nodes.Where(n => n.Style == PicturePalette.Spliced).Select(n => n.Id));
    }

    private static IEnumerable<string> Ids(IEnumerable<int> numbers, StackedUnetsReference reference) => numbers.Select(n => $"op{reference.Data.ToList().IndexOf(n)}");

    private static Picture Of(params string[] erased) => Picture.Of(PicturePrograms.Groups(PicturePrograms.Branches), Options with { Erased = erased });
}
