using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Products of tensors.</summary>
public sealed class ProductTests
{
    [Covers("matmul, bmm and mm")]
    [Fact]
    public void Matmul_bmm_and_mm() => Idiom.Prunes(() => new MatrixProducts(), [2, 5, 12], "a.weight:0", "c.weight:0");

    [Covers("einsum")]
    [Fact]
    public void Einsum() => Idiom.Prunes(() => new Einsum(), [2, 5, 12], "a.weight:0", "c.weight:0");

    [Covers("scaled_dot_product_attention")]
    [Fact]
    public void Scaled_dot_product_attention() => Idiom.Prunes(() => new Attention(), [2, 5, 12], "q.weight:0", "v.weight:0");
}
