using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Methods, lambdas and queries in forward.</summary>
public sealed class FunctionTests
{
    [Covers("helper of the same class")]
    [Fact]
    public void Helper_methods_of_the_class() => Idiom.Prunes(() => new HelperMethods(), [2, 3, 8, 8], "conv1.weight:0", "conv2.weight:0");

    [Covers("static helper of another class")]
    [Fact]
    public void Static_helpers_and_extension_methods() => Idiom.Prunes(() => new StaticHelpers(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("method of another module")]
    [Fact]
    public void A_method_of_another_module() => Idiom.Prunes(() => new OtherMethods(), [2, 3, 8, 8], "encoder.conv.weight:0");

    [Covers("lambda")]
    [Fact]
    public void Lambdas() => Idiom.Prunes(() => new Lambdas(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("local function")]
    [Fact]
    public void Local_functions() => Idiom.Prunes(() => new LocalFunctions(), [2, 3, 8, 8], "layers.0.weight:0", "layers.1.weight:0");

    [Covers("LINQ")]
    [Fact]
    public void Linq_over_layers_and_tensors() => Idiom.Prunes(() => new QueriedLayers(), [2, 3, 8, 8], "branches.0.weight:0", "branches.1.weight:0", "branches.2.weight:0");

    [Covers("LINQ")]
    [Fact]
    public void Linq_that_folds() => Idiom.Prunes(() => new QueriedSums(), [2, 3, 8, 8], "branches.0.weight:0");
}
