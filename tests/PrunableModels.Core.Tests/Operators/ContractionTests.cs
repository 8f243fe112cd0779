using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class ContractionTests
{
    private const string Rows = "a = Linear(inputSize: 3, outputSize: 8)\nc = Linear(inputSize: 3, outputSize: 8)\nb = Linear(inputSize: 5, outputSize: 4)";

    [Theory]
    [InlineData("torch.einsum(equation: \"nd,md->nm\", [y, z])", "a.weight:0 x 8")]
    [InlineData("torch.einsum(equation: \"n d, m d -> n m\", [y, z])", "a.weight:0 x 8")]
    [InlineData("torch.einsum(equation: \"nd,md\", [y, z])", "a.weight:0 x 8")]
    [InlineData("torch.einsum(equation: \"nd,md,nd->nm\", [y, z, y])", "a.weight:0 x 8")]
    [InlineData("torch.einsum(equation: \"nd->n\", [y + z])", "a.weight:0 x 8")]
    [InlineData("torch.mv(y, z[0])", "a.weight:0 x 8")]
    [InlineData("torch.dot(y[0], z[1])", "a.weight:0 x 8")]
    [InlineData("torch.addmm(torch.zeros(size: [5, 5]), y, Tensor.t(z))", "a.weight:0 x 8")]
    [InlineData("functional.cosine_similarity(y, z)", "a.weight:0 x 8")]
    public void What_is_contracted_goes_where_it_is_zero(string application, string groups) =>
        Assert.Equal((groups, null), Run($"return {application}"));

    [Theory]
    [InlineData("torch.einsum(equation: \"nd,md->nm\", [torch.sigmoid(y), torch.cos(z)])", "torch.einsum would read the constant 0.5 where a structure is removed")]
    [InlineData("functional.cosine_similarity(y, torch.cos(z))", "functional.cosine_similarity would read the constant 1 where a structure is removed")]
    [InlineData("torch.einsum(equation: this.equation, [y, z])", "torch.einsum has an equation that is not known for the tensors it is given")]
    [InlineData("torch.einsum(equation: \"ndd->n\", [y + z])", "torch.einsum has an equation that is not known for the tensors it is given")]
    [InlineData("torch.baddbmm(Tensor.unsqueeze(y, dim: 0), Tensor.unsqueeze(Tensor.mT(z), dim: 0), torch.zeros(size: [1, 5, 5]))", "torch.baddbmm is not a known operation")]
    public void What_is_not_zero_or_not_known_is_kept(string application, string reason) => Assert.Equal(("", reason), Run($"return {application}"));

    [Fact]
    public void An_outer_product_has_the_axes_of_both() =>
        Assert.Equal(("a.weight:0 x 8, c.weight:0 x 8", null), Run("return Tensor.sum(torch.outer(y[0], z[0]))"));

    [Fact]
    public void An_axis_of_one_is_no_factor() => Assert.Equal(
        ("", "torch.einsum would read the constant 0.5 where a structure is removed"),
        Run("return torch.einsum(equation: \"nd,md->nm\", [torch.zeros(size: [2, 1]), torch.sigmoid(y + z)])"));

    private static (string Prunable, string? Kept) Run(string result)
    {
        var groups = Operation.Run(Rows, $"y = call this.a(x)\nz = call this.c(x)\n{result}", "x = Tensor.view(x, shape: [5, 3])");
        return (
            string.Join(", ", groups.Prunable.Select(g => $"{g.Id} x {g.Extent}")),
            groups.Kept.FirstOrDefault(g => g.Id.StartsWith("a.", StringComparison.Ordinal))?.Kept!.Message);
    }
}
