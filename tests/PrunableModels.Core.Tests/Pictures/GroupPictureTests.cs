using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Layers in the colours of groups.</summary>
public sealed class GroupPictureTests
{
    [Fact]
    public void A_layer_has_the_colour_of_the_group_that_it_writes()
    {
        var picture = Of(Programs.Classifier);
        Assert.Equal(Node(picture, "conv1 /").Style, Node(picture, "bn1 /").Style);
        Assert.Equal("conv1.weight:0: 64 structures", Node(picture, "conv1 /").Tooltip);
        Assert.Equal(["conv1.weight:0: 64 structures", "kept"], picture.Nodes.Where(n => n.Cluster == "groups").Select(n => n.Label));
    }

    [Fact]
    public void Functions_have_no_colour() => Assert.Equal((PicturePalette.Plain, null), (Node(Of(Programs.Classifier), "relu").Style, Node(Of(Programs.Classifier), "relu").Tooltip));

    [Fact]
    public void What_is_kept_is_grey_and_tells_why()
    {
        var head = Node(Of(Programs.Classifier), "head /");
        Assert.Equal(PicturePalette.Kept, head.Style);
        Assert.StartsWith("head.weight:0 is kept: ", head.Tooltip, StringComparison.Ordinal);
        Assert.Contains("output", head.Tooltip, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_for_other_reasons_is_grey_too()
    {
        var picture = Picture.Of(PicturePrograms.Groups(Programs.Classifier), kept: new Dictionary<string, string> { ["conv1.weight:0"] = "I want it" });
        Assert.Equal((PicturePalette.Kept, "conv1.weight:0 is kept: I want it"), (Node(picture, "conv1 /").Style, Node(picture, "conv1 /").Tooltip));
    }

    [Fact]
    public void A_layer_over_several_groups_has_the_colours_of_all()
    {
        var picture = Of("""
            class M {
              field Module "a" = new Conv2d(3, 8, 1)
              field Module "b" = new Conv2d(3, 4, 1)
              field Module "norm" = new BatchNorm2d(12)
              field Module "head" = new Conv2d(12, 2, 1)
              method forward(x) {
                return call this.head(call this.norm(torch.cat([call this.a(x), call this.b(x)], dim: 1)))
              }
            }
            """);
        Assert.Equal([.. Node(picture, "a /").Style.Fill, .. Node(picture, "b /").Style.Fill], Node(picture, "norm /").Style.Fill);
    }

    [Fact]
    public void With_more_groups_than_colours_the_border_tells_them_apart()
    {
        var picture = Of(Chain(31));
        var styles = Enumerable.Range(0, 30).Select(i => Node(picture, $"m{i} /").Style).ToList();
        Assert.Equal(styles.Count, styles.Distinct().Count());
        Assert.Equal(styles[0].Fill, styles[11].Fill);
    }

    [Fact]
    public void The_legend_ends_where_colours_and_borders_do() =>
        Assert.Equal(["m43.weight:0: 4 structures", "... 6 more", "kept"], Of(Chain(51)).Nodes.Where(n => n.Cluster == "groups").Skip(43).Select(n => n.Label));

    private static string Chain(int length)
    {
        var layers = Enumerable.Range(0, length).ToList();
        return $$"""
            class M {
              {{string.Join("\n  ", layers.Select(i => $"field Module \"m{i}\" = new Linear(4, 4)"))}}
              method forward(x) {
                {{string.Join("\n    ", layers.Select(i => $"x = call this.m{i}(x)"))}}
                return x
              }
            }
            """;
    }

    private static Picture Of(string program) => Picture.Of(PicturePrograms.Groups(program));

    private static PictureNode Node(Picture picture, string label) => picture.Nodes.First(n => n.Label.StartsWith(label, StringComparison.Ordinal));
}
