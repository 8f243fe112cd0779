using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Parts of tensors.</summary>
public sealed class PartTests
{
    [Covers("chunk, split and unbind")]
    [Fact]
    public void Chunk_split_and_unbind() => Idiom.Prunes(() => new Chunks(), [2, 3, 8, 8], "conv1.weight:0");

    [Covers("narrow, slice, select and gather")]
    [Fact]
    public void Narrow_slice_select_and_gather() => Idiom.Prunes(() => new Slices(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("tensor indexing")]
    [Covers("indexing with TensorIndex")]
    [Covers("indexing with ranges")]
    [Fact]
    public void Tensor_indexing() => Idiom.Prunes(() => new Indices(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("indexed store")]
    [Fact]
    public void An_indexed_store() => Idiom.Prunes(() => new IndexedStore(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("chunk, split and unbind")]
    [Fact]
    public void Split_by_sizes_that_are_written_down_keeps_and_by_half_of_the_extent_prunes() =>
        Idiom.Keeps(() => new SplitSizes(), [2, 3, 8, 8], "conv1.weight:0#0", "at a position that is written down", "conv2.weight:0");

    [Covers("narrow, slice, select and gather")]
    [Covers("indexing with ranges")]
    [Fact]
    public void Halves_of_channels_by_narrow_ranges_and_slices() => Idiom.Prunes(() => new HalvesOfChannels(), [2, 3, 12, 12], "a.weight:0", "b.weight:0", "c.weight:0");

    [Covers("indexing by a tensor")]
    [Fact]
    public void Tensor_indexing_by_another_tensor() => Idiom.Prunes(() => new IndicesByTensors(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("indexed store")]
    [Fact]
    public void An_indexed_store_by_a_loop_prunes_and_by_a_tensor_keeps() => Idiom.Keeps(() => new StoresByPosition(), [2, 3, 8, 8], "conv2.weight:0", "an indexed store is not a known operation", "conv1.weight:0");
}
