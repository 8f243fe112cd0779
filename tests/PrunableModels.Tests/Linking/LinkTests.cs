using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Tests;

public sealed class LinkTests
{
    [Fact]
    public void Groups_have_the_live_widths()
    {
        using var model = new Mlp(width: 20);
        Assert.Equal(["fc1.weight:0 0+20", "fc2.weight:0 20+8"], Describe(model));
    }

    [Fact]
    public void A_flattened_channel_has_a_run_of_columns()
    {
        using var model = new Classifier();
        Assert.Equal(["conv1.weight:0 0+64"], Describe(model));
        var columns = model.Pruning.Map.Slices.Single(s => s.Path == "head.weight");
        Assert.Equal((1, SliceRole.Reader), (columns.Axis, columns.Role));
        Assert.Equal(Numbers(arange(64L).repeat_interleave(256)), Numbers(columns.Structures));
        Assert.Same(model.get_parameter("head.weight"), columns.Tensor);
    }

    [Fact]
    public void Nested_blocks_and_an_optional_shortcut_are_followed()
    {
        using var model = new ResNet();
        Assert.Equal(3 + 6, model.Pruning.Groups.Count);
        Assert.Equal(8 * 3 + 16 * 3 + 32 * 3, model.Pruning.Map.Count);
        var first = model.Pruning.Map.Slices.Where(s => s.Structures.min().item<long>() == 0).Select(s => $"{s.Path}:{s.Axis}").ToList();
        Assert.Contains("stages.stage0_block1.conv2.weight:0", first);
        Assert.Contains("stages.stage1_block0.shortcut.reduce.weight:1", first);
    }

    [Fact]
    public void A_concatenation_and_a_flattening_together_lie_part_by_part()
    {
        using var model = new DenseNet();
        Assert.Equal(["stem.weight:0 0+8", "layers.0.weight:0 8+6", "layers.1.weight:0 14+6", "layers.2.weight:0 20+6"], Describe(model));
        var columns = model.Pruning.Map.Slices.Where(s => s.Path == "head.weight").ToList();
        Assert.Equal(4, columns.Count);
        var expected = full(26 * 16, 26, ScalarType.Int64);
        expected[(8 * 16)..(14 * 16)] = arange(8L, 14L).repeat_interleave(16);
        Assert.Equal(Numbers(expected), Numbers(columns[1].Structures));
    }

    [Fact]
    public void Several_outputs_of_one_channel_give_a_product_of_two_groups()
    {
        using var model = new MobileNet();
        Assert.Equal(4, model.Pruning.Groups.Count);
        var rows = model.Pruning.Map.Slices.Where(s => s is { Path: "filter.weight", Axis: 0 }).ToList();
        Assert.Equal(2, rows.Count);
        Assert.Equal(Numbers(arange(8L).repeat_interleave(2)), Numbers(rows[0].Structures));
        Assert.Equal(Numbers(arange(2L).repeat(8)), Numbers((rows[1].Structures - rows[1].Structures.min())));
    }

    [Fact]
    public void The_map_follows_a_model_that_is_moved()
    {
        using var model = new Mlp();
        var before = model.Pruning.Map;
        model.to(ScalarType.Float64);
        Assert.NotSame(before, model.Pruning.Map);
        Assert.All(model.Pruning.Map.Slices, s => Assert.Equal(ScalarType.Float64, s.Tensor.dtype));
    }

    [Fact]
    public void Explain_names_groups_reasons_and_totals()
    {
        using var model = new Mlp();
        var text = model.Pruning.Explain();
        Assert.Contains("fc1.weight:0: 16 structures, 336 parameters\n  written by fc1.weight:0, fc1.bias:0\n  read by fc2.weight:1\n", text, StringComparison.Ordinal);
        Assert.Contains("fc3.weight:0: 4 kept, because it belongs to the model's output\n", text, StringComparison.Ordinal);
        Assert.Contains("2 groups with 24 structures; 376 of 380 parameters (98.9 %) belong to one", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Multiply_adds_are_counted_from_the_shapes()
    {
        using var mlp = new Mlp();
        Assert.Equal(5 * ((12 * 16) + (16 * 8) + (8 * 4)), mlp.Pruning.CountMacs(5, 12));
        using var classifier = new Classifier();
        Assert.Equal((2 * 64 * 32 * 32 * 27) + (2 * 10 * 64 * 256), classifier.Pruning.CountMacs(2, 3, 32, 32));
        Assert.Equal((64 * 27) + 128 + (640 * 256) + 10, classifier.Pruning.CountParameters());
        Assert.Contains("have to be equal", Assert.Throws<ArgumentException>(() => classifier.Pruning.CountMacs(2, 3, 30, 32)).Message, StringComparison.Ordinal);
    }

    private static long[] Numbers(Tensor tensor) => tensor.data<long>().ToArray();

    private static IEnumerable<string> Describe(IPrunable model) => model.Pruning.Groups.Select(g => $"{g.Id} {g.Start}+{g.Width}");
}
