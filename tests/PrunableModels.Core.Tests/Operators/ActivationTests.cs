using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class ActivationTests
{
    private const string Fields = "a = Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)\nb = Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1, bias: false)";

    [Theory]
    [InlineData("functional.hardtanh(x)")]
    [InlineData("functional.hardtanh(x, min_val: -2, max_val: 0)")]
    [InlineData("Tensor.clamp(x, max: 3)")]
    [InlineData("Tensor.clamp(x, min: -0.5, max: 3)")]
    [InlineData("Tensor.clamp_min(x, min: 0)")]
    [InlineData("functional.threshold(x, threshold: -1, value: 5)")]
    [InlineData("functional.threshold(x, threshold: 1, value: 0)")]
    [InlineData("torch.sqrt(x)")]
    public void Zero_stays_zero(string application) =>
        Assert.Equal(("a.weight:0 x 8", null), Operation.Groups(Fields, $"x = call this.a(x)\nreturn call this.b({application})"));

    [Theory]
    [InlineData("functional.hardtanh(x, min_val: 0.25, max_val: 1)", "a number other than zero")]
    [InlineData("Tensor.clamp(x, max: -1)", "the constant -1")]
    [InlineData("Tensor.clamp(x, min: this.least)", "a number other than zero")]
    [InlineData("functional.threshold(x, threshold: 0, value: 5)", "the constant 5")]
    [InlineData("functional.softplus(x)", "the constant 0.6931471805599453")]
    [InlineData("functional.softplus(x, beta: 2)", "the constant 0.34657359027997264")]
    [InlineData("functional.logsigmoid(x)", "the constant -0.6931471805599453")]
    [InlineData("torch.sqrt(torch.cos(x))", "a value that may be infinite")]
    public void Zero_becomes_something_else(string application, string what) =>
        Assert.Equal(("", $"b (Conv2d) would read {what} where a structure is removed"), Operation.Groups(Fields, $"x = call this.a(x)\nreturn call this.b({application})"));

    [Theory]
    [InlineData("PReLU(num_parameters: 8)", "a.weight:0 Writer, a.bias:0 Writer, p.weight:0 Writer, b.weight:1 Reader")]
    [InlineData("PReLU(num_parameters: 1)", "a.weight:0 Writer, a.bias:0 Writer, b.weight:1 Reader")]
    public void Slopes_go_with_their_channels(string layer, string places) => Assert.Equal(places, string.Join(", ",
        Assert.Single(Operation.Run(Fields + $"\np = {layer}", "return call this.b(call this.p(call this.a(x)))").Prunable).Occurrences.Select(o => $"{o.Path}:{o.Axis} {o.Role}")));

    [Fact]
    public void Halves_of_a_gated_linear_unit_are_tied() => Assert.Equal(
        ("a.weight:0 x 4", null),
        Operation.Groups("a = Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)\nb = Conv2d(in_channels: 4, out_channels: 4, kernel_size: 1)", "return call this.b(functional.glu(call this.a(x), dim: 1))"));

    [Fact]
    public void A_softmin_over_the_structures_keeps_them() => Assert.Equal(
        ("", "functional.softmin combines its positions"),
        Operation.Groups(Fields, "return call this.b(functional.softmin(call this.a(x), dim: 1))"));
}
