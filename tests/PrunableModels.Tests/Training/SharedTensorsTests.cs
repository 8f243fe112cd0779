using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace PrunableModels.Tests;

/// <summary>Parameters are told apart by what they are, not by the objects that stand for them.</summary>
public sealed class SharedTensorsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void Handles_of_one_tensor_are_found_among_any_number_of_others(int others)
    {
        using var scope = NewDisposeScope();
        var table = Embedding(4, 3);
        var (first, second) = (Linear(3, 4, hasBias: false), Linear(3, 4, hasBias: false));
        first.weight = table.weight!;
        second.weight = first.weight!;
        List<Tensor> parameters = [.. Enumerable.Range(0, others).Select(_ => Parameter(randn(4, 3))), One(table), One(first), Parameter(randn(4, 3)), One(second), Parameter(randn(5, 3))];

        int[] expected = [.. Enumerable.Range(0, others), others, others, others + 2, others, others + 4];
        Assert.Equal(expected, SharedTensors.FirstOf(parameters));

        static Tensor One(Module module) => module.parameters().Single();
    }

    [Fact]
    public void What_is_trained_and_what_is_not_stays_so()
    {
        using var scope = NewDisposeScope();
        List<Tensor> parameters = [.. Enumerable.Range(0, 10).Select(i => Parameter(randn(2, 2), requires_grad: i % 3 == 0))];
        SharedTensors.FirstOf(parameters);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i % 3 == 0), parameters.Select(p => p.requires_grad));
    }

    [Fact]
    public void Whole_numbers_are_one_where_their_handle_is()
    {
        using var scope = NewDisposeScope();
        Tensor counter = Parameter(zeros(3, ScalarType.Int64), requires_grad: false);
        Assert.Equal([0, 0, 2], SharedTensors.FirstOf([counter, counter, Parameter(zeros(3, ScalarType.Int64), requires_grad: false)]));
    }
}
