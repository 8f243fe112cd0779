using PrunableModels.Idioms.Tests.Forward;
using PrunableModels.Zoo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Operators between tensors and with numbers.</summary>
public sealed class OperatorTests
{
    [Covers("in-place operation")]
    [Fact]
    public void In_place_operations_and_aliases() => Idiom.Prunes(() => new InPlaceOperations(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("compound assignment")]
    [Fact]
    public void Compound_assignment() => Idiom.Prunes(() => new CompoundAssignments(), [2, 3, 8, 8], "conv1.weight:0");

    [Covers("sum of tensors by operator")]
    [Fact]
    public void Operators_between_tensors() => Idiom.Prunes(() => new TensorOperators(), [2, 3, 8, 8], "a.weight:0");

    [Covers("operator of a tensor and a number")]
    [Fact]
    public void Operators_with_numbers() => Idiom.Prunes(() => new ScalarOperators(), [2, 3, 8, 8], "conv.weight:0", "next.weight:0");

    [Fact]
    public void A_mean_over_positions_from_the_front_of_an_unknown_rank_keeps() => Idiom.Keeps(() => new MeanOfTokens(), [2, 5, 12], "a.weight:0", "is given dimensions that are not known", "b.weight:0");

    [Covers("operator of a tensor and a number")]
    [Fact]
    public void One_minus_a_gate_and_its_mean() => Idiom.Prunes(() => new OneMinus(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("operator of a tensor and a number")]
    [Fact]
    public void A_sum_divided_by_the_area() => Idiom.Prunes(() => new SumOverArea(), [2, 3, 8, 8], "conv.weight:0");

    [Covers("if on a tensor value")]
    [Fact]
    public void A_number_that_is_read_out_of_a_tensor() => Idiom.Prunes(() => new NumberFromTensor(), [2, 12], "a.weight:0");

    [Fact]
    public void A_divisor_of_several_extents_is_written_in_parentheses()
    {
        using var model = new SumOverArea();
        var compact = model.Compact(ones(model.Pruning.Map.Count, ScalarType.Bool), new() { Verify = false });
        Assert.Contains("y.sum([2, 3]) / (", compact.ToClass("Written"));
    }
}
