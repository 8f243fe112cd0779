using PrunableModels.Idioms.Tests.Configuration;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>What <c>forward</c> reads of a live model that is neither tensor nor module.</summary>
public sealed class LinkedConfigurationTests
{
    [Covers("config object parameter")]
    [Fact]
    public void Nested_settings_lists_dictionaries_statics_and_captured_parameters_are_read() => Idiom.Prunes(
        () => LinkedConfiguration.Create(LinkedConfiguration.Shared, isWide: false), [3, 4], "first.weight:0", "second.inner.weight:0");

    [Fact]
    public void A_branch_that_settings_leave_out_is_left_out() => Idiom.Prunes(
        () => LinkedConfiguration.Create(new([2], new() { ["relu"] = true }) { Limit = 1 }, isWide: false), [3, 4], "first.weight:0");

    [Theory]
    [InlineData("relu")]
    [InlineData("silu")]
    [InlineData("tanh")]
    public void A_delegate_that_the_constructor_chooses_is_looked_at_with_each_choice(string activation) =>
        Idiom.Prunes(() => new DelegateField(activation), [3, 4], "first.linear.weight:0", "second.linear.weight:0");

    [Fact]
    public void A_delegate_from_outside_keeps_what_flows_in_and_says_why()
    {
        using var model = new GivenDelegate(x => x + 1);
        Assert.Equal(["down.weight:0"], model.Pruning.Groups.Select(g => g.Id));
        Assert.Contains("up.weight:0: 6 kept, because a call of act, of which is not known what function it holds", model.Pruning.Explain());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_cannot_be_read_keeps_only_what_depends_on_it(bool squashes)
    {
        using var model = new UnreadableConfiguration(squashes);
        Assert.Equal(["holder.first.weight:0"], model.Pruning.Groups.Select(g => g.Id));
        Assert.Contains("holder.second.weight:0: 6 kept, because whether holder.hidden.Squashes is not known", model.Pruning.Explain());
    }

    [Fact]
    public void A_model_with_two_ways_to_go_is_not_written_as_one()
    {
        using var model = new UnreadableConfiguration(squashes: true);
        using var mask = ones(model.Pruning.Map.Count, dtype: ScalarType.Bool);
        mask[0] = false;
        var compact = model.Compact(mask);
        var problem = Assert.Throws<Core.CompactClassException>(() => compact.ToClass("Compact"));
        Assert.Contains("whether holder.hidden.Squashes is not known", problem.Message);
    }

    [Fact]
    public void A_size_from_settings_keeps_what_it_covers_and_names_the_member()
    {
        using var model = new ConfiguredView(new() { Width = 3, Heads = 2 });
        Assert.Equal(["mid.weight:0"], model.Pruning.Groups.Select(g => g.Id));
        Assert.Contains("up.weight:0: 3 kept, because Tensor.view writes its size down as 3, which is config.Width", model.Pruning.Explain());
    }
}
