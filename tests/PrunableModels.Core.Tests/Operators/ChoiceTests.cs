using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class ChoiceTests
{
    private const string Fields = """
        a = Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)
        c = Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)
        b = Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1, bias: false)
        """;

    [Theory]
    [InlineData("torch.maximum(x, y)")]
    [InlineData("Tensor.max(x, y)")]
    [InlineData("torch.where(x > y, x, y)")]
    [InlineData("x * (y > 0)")]
    [InlineData("x > y")]
    [InlineData("Tensor.masked_fill(x, y < 0, value: 0)")]
    [InlineData("torch.addcmul(x, y, torch.cos(y), value: 0.25)")]
    [InlineData("x * (1 - torch.sigmoid(y))")]
    [InlineData("Tensor.pow(x, value: 2)")]
    [InlineData("functional.pad(x, pad: [1, -1])")]
    [InlineData("x * Tensor.std(y, dimensions: [2, 3], keepdim: true)")]
    [InlineData("x * Tensor.norm(y, dim: 2, keepdim: true)")]
    public void Zero_stays_zero(string application) => Assert.Equal(
        ("a.weight:0 x 8", null),
        Operation.Groups(Fields, $"z = call this.a(x)\ny = call this.c(x)\nx = z\nreturn call this.b({application} + (x + y))"));

    [Theory]
    [InlineData("x / (Tensor.norm(x, dim: 1, keepdim: true) + 1)", "a.weight:0 x 8", null)]
    [InlineData("x * Tensor.sum(x, dim: 1, keepdim: true)", "a.weight:0 x 8", null)]
    [InlineData("x * Tensor.sum(torch.cos(x), dim: 1, keepdim: true)", "", "Tensor.sum would read the constant 1 where a structure is removed")]
    [InlineData("x * Tensor.mean(x, dimensions: [1], keepdim: true)", "a.weight:0 x 8", null)]
    [InlineData("Tensor.std(x, dimensions: [1], keepdim: true) * x", "", "Tensor.std combines its positions")]
    [InlineData("x * Tensor.norm(x, dim: 1, keepdim: true, p: 0)", "", "Tensor.norm combines its positions")]
    [InlineData("x * Tensor.norm(x, dim: 1, keepdim: true, p: -0.5)", "", "Tensor.norm combines its positions")]
    public void Sums_and_norms_do_not_see_zeros(string application, string groups, string? kept) => Assert.Equal(
        (groups, kept), Operation.Groups(Fields, $"x = call this.a(x)\nreturn call this.b({application})"));

    [Theory]
    [InlineData("torch.maximum(x, torch.cos(y))", "a number other than zero")]
    [InlineData("torch.where(x > y, x, torch.cos(y))", "a number other than zero")]
    [InlineData("x == y", "the constant 1")]
    [InlineData("Tensor.ge(x, value: 0)", "the constant 1")]
    [InlineData("Tensor.masked_fill(x, y < 0, value: 3)", "a number other than zero")]
    [InlineData("Tensor.masked_fill(x, y < 0, value: this.least)", "a value that may be infinite")]
    [InlineData("1 - x", "the constant 1")]
    [InlineData("Tensor.pow(x, value: 0)", "the constant 1")]
    [InlineData("Tensor.pow(x, value: -1)", "a value that may be infinite")]
    [InlineData("Tensor.pow(x, y)", "a value that may be infinite")]
    [InlineData("functional.pad(x, pad: [1, 1], value: 2)", "a number other than zero")]
    [InlineData("x * Tensor.norm(y, dim: 2, keepdim: true, p: -1)", "a value that may be infinite")]
    public void Zero_becomes_something_else(string application, string what) => Assert.Equal(
        ("", $"b (Conv2d) would read {what} where a structure is removed"),
        Swapped(Operation.Run(Fields, $"x = call this.a(x)\ny = x\nreturn call this.b({application})")));

    private static (string, string?) Swapped(GroupSet groups) =>
        (string.Join(", ", groups.Prunable.Select(g => g.Id)), groups.Kept.First(g => g.Id == "a.weight:0").Kept!.Message);
}
