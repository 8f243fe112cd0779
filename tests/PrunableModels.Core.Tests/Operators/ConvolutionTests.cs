using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class ConvolutionTests
{
    private const string A = "a = Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)\n";

    [Theory]
    [InlineData("t = ConvTranspose2d(in_channels: 8, out_channels: 6, kernel_size: 2)\nb = Conv2d(in_channels: 6, out_channels: 4, kernel_size: 1)", "a.weight:0 x 8, t.weight:1 x 6")]
    [InlineData("t = ConvTranspose2d(in_channels: 8, out_channels: 6, kernel_size: 2, groups: 2)\nb = Conv2d(in_channels: 6, out_channels: 4, kernel_size: 1)", "a.weight:0 x 4, t.weight:1 x 3")]
    [InlineData("t = ConvTranspose2d(in_channels: 8, out_channels: 8, kernel_size: 2, groups: 8)\nb = Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1)", "a.weight:0 x 8")]
    [InlineData("t = ConvTranspose2d(in_channels: 8, out_channels: 16, kernel_size: 2, groups: 8)\nb = Conv2d(in_channels: 16, out_channels: 4, kernel_size: 1)", "a.weight:0 x 8, t.weight:1 x 2")]
    [InlineData("t = Conv2d(in_channels: 8, out_channels: 12, kernel_size: 3, groups: 4)\nb = Conv2d(in_channels: 12, out_channels: 4, kernel_size: 1)", "a.weight:0 x 2, t.weight:0 x 3")]
    [InlineData("t = Conv2d(in_channels: 8, out_channels: 16, kernel_size: 3, groups: 8)\nb = Conv2d(in_channels: 16, out_channels: 4, kernel_size: 1)", "a.weight:0 x 8, t.weight:0#1 x 2")]
    public void Channels_are_products_of_groups_and_positions(string layers, string groups) =>
        Assert.Equal((groups, null), Operation.Groups(A + layers, "return call this.b(call this.t(call this.a(x)))"));

    [Fact]
    public void The_input_axis_of_a_transposed_convolution_is_read_and_only_written_where_it_is_depthwise()
    {
        Assert.Equal(["Reader"], Roles("t = ConvTranspose2d(in_channels: 8, out_channels: 6, kernel_size: 2, groups: 2)\nb = Conv2d(in_channels: 6, out_channels: 4, kernel_size: 1)"));
        Assert.Equal(["Writer"], Roles("t = ConvTranspose2d(in_channels: 8, out_channels: 8, kernel_size: 2, groups: 8)\nb = Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1)"));
    }

    [Theory]
    [InlineData("kernel_size: 4, stride: 2, padding: 1", "[x.shape[^4], t.weight:1, (2 * x.shape[^2] - 4), (2 * x.shape[^1] - 4)]")]
    [InlineData("kernel_size: 3, stride: [2, 3], output_padding: [1, 0], dilation: 2", "[x.shape[^4], t.weight:1, 2 * x.shape[^2], (3 * x.shape[^1] - 4)]")]
    public void Extents_of_a_transposed_convolution_follow(string arguments, string type) => Assert.Equal(type, Operation.TypeRead(
        $"{A}t = ConvTranspose2d(in_channels: 8, out_channels: 6, {arguments})\nb = Conv2d(in_channels: 6, out_channels: 4, kernel_size: 1)",
        "return call this.b(call this.t(call this.a(x)))"));

    [Fact]
    public void Whole_groups_that_something_tells_apart_are_kept() => Assert.Equal(
        ("g.weight:0 x 3", "g (Conv2d) would read a number other than zero where a structure is removed"),
        Operation.Groups(
            """
            a = Conv2d(in_channels: 3, out_channels: 3, kernel_size: 1)
            g = Conv2d(in_channels: 6, out_channels: 6, kernel_size: 1, groups: 2)
            b = Conv2d(in_channels: 6, out_channels: 4, kernel_size: 1)
            """,
            """
            x = call this.a(x)
            return call this.b(call this.g(torch.cat([x, torch.cos(x)], dim: 1)))
            """));

    private static IEnumerable<string> Roles(string layers) =>
        Operation.Run(A + layers, "return call this.b(call this.t(call this.a(x)))").Prunable.First().Occurrences.Where(o => o is { Path: "t.weight", Axis: 0 }).Select(o => o.Role.ToString());
}
