using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Lists and arrays of tensors.</summary>
public sealed class TensorListTests
{
    [Covers("accumulated list or array of tensors")]
    [Fact]
    public void A_list_that_is_filled_and_joined() => Idiom.Prunes(() => new AccumulatedList(), [2, 3, 8, 8], "branches.0.weight:0", "branches.1.weight:0", "branches.2.weight:0");

    [Covers("accumulated list or array of tensors")]
    [Fact]
    public void An_array_that_is_filled_by_index() => Idiom.Prunes(() => new AccumulatedArray(), [2, 3, 8, 8], "branches.0.weight:0");

    [Covers("accumulated list or array of tensors")]
    [Fact]
    public void Lists_that_are_changed() => Idiom.Prunes(() => new ChangedLists(), [2, 3, 8, 8], "a.weight:0", "b.weight:0", "c.weight:0");

    [Covers("accumulated list or array of tensors")]
    [Fact]
    public void Tensors_by_key_where_they_are_there() => Idiom.Prunes(() => new LookedUp(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("cat and stack")]
    [Fact]
    public void Cat_and_stack() => Idiom.Prunes(() => new Stacked(), [2, 3, 8, 8], "a.weight:0", "b.weight:0", "c.weight:0");
}
