using PrunableModels.Idioms.Tests.Constructors;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Parameters and buffers that constructors make.</summary>
public sealed class ParameterTests
{
    [Covers("Parameter made by the user")]
    [Fact]
    public void Parameters_made_by_the_user() => Idiom.Prunes(() => new UserParameters(), [3, 4], "projection:1");

    [Covers("register_buffer")]
    [Fact]
    public void Registered_parameters_and_buffers() => Idiom.Prunes(() => new RegisteredTensors(), [2, 5, 4], "hidden.weight:0");

    // TorchSharp cannot move layers that share a parameter to another type.
    [Covers("weight tying")]
    [Fact]
    public void Weights_of_two_linear_layers_that_are_one()
    {
        using var model = new TiedWeights();
        Idiom.PrunesAsMade(model, randn(3, 4), "first.weight:0");
    }

    [Covers("weight tying")]
    [Covers("embedding and head tied")]
    [Fact]
    public void The_weight_of_an_embedding_that_is_that_of_the_head()
    {
        using var model = new TiedEmbedding();
        Idiom.PrunesAsMade(model, randint(9, [2, 5], ScalarType.Int64), "hidden.weight:0");
    }

    [Covers("Parameter made by the user")]
    [Fact]
    public void Lists_and_dictionaries_of_parameters()
    {
        using var model = new ParameterLists();
        Idiom.PrunesAsMade(model, randn(3, 12), "a.weight:0", "b.weight:0");
    }
}
