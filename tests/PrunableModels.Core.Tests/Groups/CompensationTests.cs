using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>What makes up for sizes that count as numbers, and for constants that are read.</summary>
public sealed class CompensationTests
{
    private const string Fields = """
        a = Linear(inputSize: 3, outputSize: 8)
        b = Linear(inputSize: 8, outputSize: 4)
        c = Linear(inputSize: 3, outputSize: 8)
        n = Linear(inputSize: 8, outputSize: 4, hasBias: false)
        """;

    [Theory]
    [InlineData("x = call this.a(x)\nreturn call this.b(x * torch.rsqrt(Tensor.mean(Tensor.pow(x, value: 2), dimensions: [-1], keepdim: true)))", "b.weight (a.weight:0)^0.5")]
    [InlineData("return Tensor.mean(call this.a(x), dimensions: [-1])", "a.bias (a.weight:0)^-1, a.weight (a.weight:0)^-1")]
    [InlineData("x = functional.gelu(call this.a(x))\nreturn call this.b(x / Tensor.mean(x, dimensions: [-1], keepdim: true))", "b.weight (a.weight:0)^1")]
    [InlineData("q = call this.a(x)\nk = call this.c(x)\nreturn functional.softmax(torch.matmul(q, Tensor.transpose(k, dim0: -1, dim1: -2)) / Math.Sqrt(double(q.shape[^1])), dim: -1)", "a.bias (a.weight:0)^-0.5, a.weight (a.weight:0)^-0.5")]
    [InlineData("q = call this.a(x)\nk = call this.c(x)\nn = Math.Sqrt(double(k.shape[^1]))\ny = q + k\nreturn functional.softmax(torch.matmul(y, Tensor.transpose(k, dim0: -1, dim1: -2)) / n, dim: -1)", "a.bias (a.weight:0)^-0.25, a.weight (a.weight:0)^-0.25, c.bias (a.weight:0)^-0.25, c.weight (a.weight:0)^-0.25")]
    [InlineData("q = call this.a(x)\nreturn call this.b(functional.scaled_dot_product_attention(q, q, q))", "a.bias (a.weight:0)^-0.25, a.weight (a.weight:0)^-0.25, b.weight (a.weight:0)^0.25")]
    public void Parameters_take_back_what_a_size_changes(string body, string scaled) => Assert.Equal(scaled, string.Join(", ", Operation.Run(Fields, body).Compensations
        .Cast<Compensation.ScaledParameter>().Select(c => $"{c.Parameter.Path} {c.Factor}").Order()));

    [Theory]
    [InlineData("x = functional.gelu(call this.a(x))\ny = x * torch.rsqrt(Tensor.mean(Tensor.pow(x, value: 2), dimensions: [-1], keepdim: true))\nreturn (call this.b(y)) + (call this.b(x))")]
    [InlineData("x = functional.gelu(call this.a(x))\nx = x * torch.rsqrt(Tensor.mean(Tensor.pow(x, value: 2), dimensions: [-1], keepdim: true) + 0.1)\nreturn call this.b(x)")]
    [InlineData("q = call this.a(x)\nk = call this.c(x)\ny = functional.gelu(q)\nz = functional.gelu(k)\nreturn (call this.b(functional.scaled_dot_product_attention(q, k, z))) + (call this.b(y))")]
    [InlineData("x = functional.gelu(call this.a(x))\nreturn Tensor.mean(x, dimensions: [-1])")]
    public void What_nothing_takes_back_is_kept(string body) => Assert.Contains("its size counts in a number", Operation.Run(Fields, body).Kept.Select(k => k.Kept!.Message).First(), StringComparison.Ordinal);

    [Theory]
    [InlineData("return call this.b(torch.sigmoid(call this.a(x)))", "b.bias takes over the constant 0.5 that b.weight reads of a.weight:0")]
    [InlineData("return call this.b(functional.relu(torch.exp(call this.a(x)) - 3))", "")]
    [InlineData("return call this.b(torch.abs(torch.exp(call this.a(x)) - 3) * 2)", "b.bias takes over the constant 4 that b.weight reads of a.weight:0")]
    [InlineData("return call this.n(torch.sigmoid(call this.a(x)))", "")]
    [InlineData("return (call this.b(torch.sigmoid(call this.a(x)))) + this.b.bias", "")]
    [InlineData("return (call this.b(torch.sigmoid(call this.a(x)))) + (call this.b(torch.tanh(call this.c(x))))", "")]
    public void A_bias_takes_over_what_a_constant_adds(string body, string correction) =>
        Assert.Equal(correction, string.Join(", ", Operation.Run(Fields, body).Compensations.OfType<Compensation.CorrectedBias>().Where(c => c.Space.Kept is null)));
}
