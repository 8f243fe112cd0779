using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Parts of tensors.</summary>
public sealed class PartTests
{
    [Fact]
    public void Chunk_split_and_unbind() => Idiom.Prunes(() => new Chunks(), [2, 3, 8, 8], "conv1.weight:0");

    [Fact]
    public void Narrow_slice_select_and_gather() => Idiom.Prunes(() => new Slices(), [2, 3, 8, 8], "conv.weight:0");

    [Fact]
    public void Tensor_indexing() => Idiom.Prunes(() => new Indices(), [2, 3, 8, 8], "conv.weight:0");

    [Fact]
    public void An_indexed_store() => Idiom.Prunes(() => new IndexedStore(), [2, 3, 8, 8], "conv.weight:0");
}
