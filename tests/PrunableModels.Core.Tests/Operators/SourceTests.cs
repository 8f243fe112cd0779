using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Tensors that a forward makes itself, and values that are put into others.</summary>
public sealed class SourceTests
{
    private const string Fields = "a = Conv2d(in_channels: 3, out_channels: 8, kernel_size: 1)\nb = Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1, bias: false)";

    [Theory]
    [InlineData("x + torch.zeros(size: [1, Tensor.size(x, 1), 1, 1])")]
    [InlineData("x + Tensor.zeros_like(x)")]
    [InlineData("x * torch.ones(size: [1, Tensor.size(x, 1), 1, 1])")]
    [InlineData("x * torch.full(size: [1, Tensor.size(x, 1), 1, 1], value: 3)")]
    [InlineData("x * torch.rand(size: [1, 1, 5, 5])")]
    [InlineData("x * torch.arange(value: 5)")]
    [InlineData("x * Tensor.new_zeros(x, size: [1, 1, 1, 1])")]
    [InlineData("Tensor.fill_(Tensor.relu(x), value: 0)")]
    [InlineData("Tensor.copy_(torch.ones(size: [1, Tensor.size(x, 1), 5, 5]), x)")]
    public void What_follows_the_structures_goes_with_them(string application) => Assert.Equal(("a.weight:0 x 8", null), Run(application));

    [Theory]
    [InlineData("x + torch.ones(size: [1, 8, 1, 1])", "it has to have exactly 8 indices")]
    [InlineData("x + torch.ones(size: [1, Tensor.size(x, 1), 1, 1])", "b (Conv2d) would read the constant 1 where a structure is removed")]
    [InlineData("x * torch.full(size: [1, Tensor.size(x, 1), 1, 1], value: this.c)", "b (Conv2d) would read a value that may be infinite where a structure is removed")]
    [InlineData("x * torch.empty(size: [1, Tensor.size(x, 1), 1, 1])", "b (Conv2d) would read a value that may be infinite where a structure is removed")]
    [InlineData("Tensor.transpose(Tensor.transpose(x, dim0: 1, dim1: 3) * torch.arange(value: Tensor.size(x, 1)), dim0: 1, dim1: 3)", "its size is used as a number")]
    [InlineData("Tensor.fill_(Tensor.relu(x), value: 2)", "b (Conv2d) would read the constant 2 where a structure is removed")]
    public void What_does_not_keeps_them(string application, string reason) => Assert.Equal(("", reason), Run(application));

    [Theory]
    [InlineData("Tensor.index(y, \"...\", tuple(null, 2)) = 0", "a.weight:0 x 8")]
    [InlineData("Tensor.index(y, tuple(null, null), tuple(null, null), 0, 0) = Tensor.index(x, tuple(null, null), tuple(null, null), 1, 1)", "a.weight:0 x 8")]
    [InlineData("Tensor.index(y, tuple(null, null), tuple(null, 3)) = 0", "a.weight:0#1 x 5")]
    [InlineData("Tensor.index(y, \"...\", 0) = 1", "")]
    [InlineData("Tensor.index(y, x > 0) = 0", "")]
    public void A_store_ties_what_is_stored_to_where(string store, string groups) =>
        Assert.Equal(groups, Operation.Groups(Fields, $"x = call this.a(x)\ny = functional.relu(x)\n{store}\nreturn call this.b(y)").Prunable);

    [Fact]
    public void A_buffer_that_is_filled_part_by_part() => Assert.Equal(
        ("a.weight:0 x 8", null),
        Operation.Groups(Fields, "x = call this.a(x)\ny = Tensor.zeros_like(x)\nTensor.index(y, \"...\", tuple(1, null)) = Tensor.index(x, \"...\", tuple(null, -1))\nreturn call this.b(y)"));

    private static (string Prunable, string? Kept) Run(string application) =>
        Operation.Groups(Fields, $"x = call this.a(x)\nreturn call this.b({application})");
}
