using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Tensors of which the source does not say how many axes they have, and what tells it.</summary>
public sealed class ViewRankTests
{
    private const string Layers = "a = Linear(inputSize: 3, outputSize: 12)\nb = Linear(inputSize: 12, outputSize: 4)";

    [Theory]
    [InlineData("[x.shape[0], x.shape[1], -1, 3]", "a.weight:0 x 4")]
    [InlineData("[x.shape[0], x.shape[1], 4, -1]", "a.weight:0 x 3")]
    [InlineData("[x.shape[0], x.shape[1], 3, 2, -1]", "a.weight:0 x 2")]
    [InlineData("[-1, 3]", "")]
    [InlineData("[x.shape[0], -1, 3]", "")]
    public void A_view_by_batch_and_time_tells_that_there_are_two(string shape, string groups) => Assert.Equal(
        groups,
        Operation.Groups(Layers, $"x = call this.a(x)\ny = Tensor.view(x, shape: {shape})\nreturn call this.b(Tensor.view(y, shape: [x.shape[0], x.shape[1], -1]))").Prunable);

    [Fact]
    public void Tokens_are_sequences_in_a_batch() => Assert.Equal(
        "a.weight:1 x 12",
        Operation.Groups("a = Embedding(9, 12)\nb = Conv1d(12, 4, 1)", "return call this.b(Tensor.transpose(call this.a(x), dim0: 1, dim1: 2))").Prunable);

    [Fact]
    public void Positions_counted_to_the_length_are_looked_up() => Assert.Equal(
        "a.weight:1 x 12",
        Operation.Groups("a = Embedding(9, 12)\np = Embedding(9, 12)\nb = Linear(12, 4)", "y = (call this.a(x)) + (call this.p(torch.arange(x.shape[1])))\nreturn call this.b(y)").Prunable);

    [Fact]
    public void A_view_splits_a_concatenation_that_repeats() => Assert.Equal(
        "a.weight:0#1 x 2",
        Operation.Groups(
            Layers,
            """
            y = Tensor.view(call this.a(x), shape: [x.shape[0], x.shape[1], 3, -1])
            y = torch.cat([Tensor.index(y, "...", tuple(null, 2)), Tensor.index(y, "...", tuple(2, null))], dim: -1)
            y = Tensor.flatten(y, start_dim: 2)
            y = Tensor.view(y, shape: [x.shape[0], x.shape[1], 3, -1])
            return call this.b(Tensor.flatten(y, start_dim: 2))
            """).Prunable);
}
