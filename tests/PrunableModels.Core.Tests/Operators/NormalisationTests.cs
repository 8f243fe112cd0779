using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class NormalisationTests
{
    private const string Body = "return call this.b(call this.n(call this.a(x)))";

    [Theory]
    [InlineData("InstanceNorm2d(num_features: 8)", "a.weight:0 x 8", null)]
    [InlineData("InstanceNorm2d(num_features: 8, affine: true)", "a.weight:0 x 8", null)]
    [InlineData("InstanceNorm2d(num_features: 8, affine: true, track_running_stats: true)", "a.weight:0 x 8", null)]
    [InlineData("InstanceNorm2d(num_features: 8, track_running_stats: true)", "", "b (Conv2d) would read a number other than zero where a structure is removed")]
    [InlineData("InstanceNorm2d(num_features: 8, eps: 0)", "", "b (Conv2d) would read a value that may be infinite where a structure is removed")]
    [InlineData("GroupNorm(num_groups: 2, num_channels: 8)", "a.weight:0 x 2", null)]
    [InlineData("GroupNorm(num_groups: 8, num_channels: 8)", "a.weight:0 x 8", null)]
    [InlineData("GroupNorm(num_groups: 4, num_channels: 8, affine: false)", "a.weight:0 x 4", null)]
    [InlineData("GroupNorm(num_groups: 1, num_channels: 8)", "", "n (GroupNorm) combines its positions")]
    [InlineData("GroupNorm(num_groups: 4, num_channels: 8, eps: 0)", "", "b (Conv2d) would read a value that may be infinite where a structure is removed")]
    public void Statistics_of_a_structure_of_its_own_do_not_keep_it(string norm, string groups, string? kept) => Assert.Equal((groups, kept), Operation.Groups(
        $"a = Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)\nn = {norm}\nb = Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1)", Body));

    [Fact]
    public void Without_scale_and_shift_what_is_not_zero_stays_so()
    {
        var (groups, kept) = Operation.Groups(
            "a = Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)\nn = InstanceNorm2d(num_features: 8)\nb = Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1)",
            "return call this.b(call this.n(torch.sigmoid(call this.a(x))))");
        Assert.Equal(("", "b (Conv2d) would read a number other than zero where a structure is removed"), (groups, kept));
    }

    [Fact]
    public void The_layout_of_a_group_is_the_group_and_its_channels() => Assert.Equal(
        "[x.shape[^4], n (GroupNorm):groups * 4, (x.shape[^2] - 2), (x.shape[^1] - 2)]",
        Operation.TypeRead("a = Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)\nn = GroupNorm(num_groups: 2, num_channels: 8)\nb = Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1)", Body));

    [Fact]
    public void A_function_has_the_number_of_its_groups_written_down() => Assert.Equal(
        ("", "functional.group_norm writes the number of its groups down"),
        Operation.Groups("a = Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)\nb = Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1)", "return call this.b(functional.group_norm(call this.a(x), num_groups: 2))"));

    [Fact]
    public void Local_response_normalisation_keeps_the_channels() => Assert.Equal(
        ("", "functional.local_response_norm combines its positions"),
        Operation.Groups("a = Conv2d(in_channels: 3, out_channels: 8, kernel_size: 3)\nb = Conv2d(in_channels: 8, out_channels: 4, kernel_size: 1)", "return call this.b(functional.local_response_norm(call this.a(x), size: 2))"));
}
