using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Parameters that forward reads itself.</summary>
public sealed class ParameterUseTests
{
    [Covers("functional with explicit weight")]
    [Fact]
    public void Functional_with_explicit_weight() => Idiom.Prunes(() => new FunctionalWeights(), [2, 3, 8, 8], "weight:0");

    [Covers("Parameter field used directly")]
    [Fact]
    public void Parameter_fields() => Idiom.Prunes(() => new ParameterFields(), [2, 5, 12], "up.weight:0", "projection:1");

    [Covers("weight or bias of a layer read")]
    [Fact]
    public void Reading_the_weight_of_a_layer() => Idiom.Prunes(() => new LayerWeights(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("functional with explicit weight")]
    [Fact]
    public void Functional_convolution_and_linear() => Idiom.Prunes(() => new FunctionalLayers(), [2, 12, 9], "weight:0", "project:0");

    [Covers("functional with explicit weight")]
    [Theory]
    [InlineData("up.weight:0", "functional.group_norm writes the number of its groups down")]
    [InlineData("middle.weight:0", "functional.layer_norm divides by the number of its positions")]
    public void Functional_norms_keep_what_they_divide_by(string kept, string reason) => Idiom.Keeps(() => new FunctionalNorms(), [2, 12, 9], kept, reason, "last.weight:0");

    [Covers("weight or bias of a layer read")]
    [Fact]
    public void A_number_computed_from_a_weight() => Idiom.Prunes(() => new MeanOfWeights(), [2, 12], "a.weight:0", "b.weight:0");
}
