using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Other views of a tensor.</summary>
public sealed class ViewTests
{
    [Covers("view with constants")]
    [Fact]
    public void View_with_constants() => Idiom.Keeps(() => new ViewWithConstants(), [2, 3, 8, 8], "conv1.weight:0", "does not follow the axes", "conv2.weight:0");

    [Covers("view with shape reads")]
    [Covers("shape reads")]
    [Fact]
    public void View_with_shape_reads() => Idiom.Prunes(() => new ViewWithShapes(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("view with locals or fields")]
    [Fact]
    public void View_with_locals_and_fields() => Idiom.Prunes(() => new ViewWithLocals(), [2, 5, 12], "q.weight:0#0", "q.weight:0#1", "v.weight:0#1");

    [Covers("permute and transpose")]
    [Fact]
    public void Permute_and_transpose() => Idiom.Prunes(() => new Permutations(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("flatten and unflatten")]
    [Fact]
    public void Flatten_and_unflatten() => Idiom.Prunes(() => new Flattened(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("squeeze and unsqueeze")]
    [Fact]
    public void Squeeze_and_unsqueeze() => Idiom.Prunes(() => new Squeezed(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("expand and repeat")]
    [Fact]
    public void Expand_and_repeat() => Idiom.Prunes(() => new Expansions(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("pad")]
    [Covers("interpolate")]
    [Fact]
    public void Pad_and_interpolate() => Idiom.Prunes(() => new Paddings(), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");

    [Covers("view with locals or fields")]
    [Fact]
    public void View_with_heads_and_their_width_from_fields() => Idiom.Prunes(() => new HeadWidthField(), [2, 5, 12], "q.weight:0#0", "q.weight:0#1");

    [Covers("flatten and unflatten")]
    [Fact]
    public void Unflatten_with_constants_keeps_them() => Idiom.Keeps(() => new UnflattenedByConstants(), [2, 3, 8, 8], "conv.weight:0", "writes its size down as 4", "next.weight:0");

    [Covers("pad")]
    [Fact]
    public void Pad_of_channels() => Idiom.Prunes(() => new PaddedChannels(), [2, 3, 8, 8], "conv1.weight:0");
}
