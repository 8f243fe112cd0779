using PrunableModels.Idioms.Tests.Fields;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Idioms.Tests;

/// <summary>Sizes in fields: they change with the axis whose size they are, or the axis stays.</summary>
public sealed class FieldExtentTests
{
    [Fact]
    public void Heads_and_their_widths_go_block_by_block() =>
        Idiom.Prunes(() => new BlockFields(), [2, 5, 8], "first.q.weight:0#0", "first.q.weight:0#1", "second.q.weight:0#0", "second.q.weight:0#1");

    [Fact]
    public void One_field_for_two_tensors_makes_them_lose_the_same() => Idiom.Prunes(() => new FieldOfTwo(), [5, 6], "first.weight:0#0");

    [Fact]
    public void A_field_of_an_object_that_is_no_module_may_be_of_others_too_so_that_all_heads_stay() =>
        Idiom.Prunes(() => new SharedSettings(), [2, 5, 12], "q.weight:0");

    [Fact]
    public void A_field_that_is_also_a_number_stays() => Idiom.Keeps(() => new FieldAsNumber(), [2, 5, 12], "q.weight:0#0", "its size is used as a number", "q.weight:0#1");

    [Fact]
    public void A_field_that_only_training_reads_stays() => Idiom.Keeps(() => new FieldInTraining(), [5, 6], "hidden.weight:0", "in training the model does something else");

    [Fact]
    public void The_fields_hold_what_is_left()
    {
        using var model = new BlockFields();

        model.Compact(Without(model, "first.q.weight:0#0", 1, "second.q.weight:0#0", 0));

        Assert.Equal([2, 1], model.Blocks.Select(b => b.Heads));
        Assert.Equal([4L, 5L], model.Blocks.Select(b => b.HeadWidth));
    }

    [Fact]
    public void Where_compaction_fails_the_fields_are_as_they_were()
    {
        using var model = new BlockFields();
        var runs = 0;

        Assert.Throws<CompactionException>(() => model.Compact(Without(model, "first.q.weight:0#0", 1), new() { Run = () => [tensor((double)runs++)] }));

        Assert.Equal([3, 2], model.Blocks.Select(b => b.Heads));
    }

    private static Tensor Without(BlockFields model, params object[] places)
    {
        var mask = ones(model.Pruning.Map.Count, ScalarType.Bool);
        foreach (var place in places.Chunk(2))
        {
            mask[model.Pruning.Map.Groups.Single(g => g.Id == (string)place[0]).Start + (int)place[1]] = false;
        }

        return mask;
    }
}
