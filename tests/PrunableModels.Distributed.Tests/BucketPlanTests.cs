using Xunit;

namespace PrunableModels.Distributed.Tests;

public sealed class BucketPlanTests
{
    [Fact]
    public void Tensors_stand_one_behind_the_other_until_a_bucket_is_full() =>
        Assert.Equal(["Single 0:3 1:4", "Single 2:5 3:1", "Single 4:7"], Plan(32, (3, NumberKind.Single, "cpu"), (4, NumberKind.Single, "cpu"), (5, NumberKind.Single, "cpu"), (1, NumberKind.Single, "cpu"), (7, NumberKind.Single, "cpu")));

    [Fact]
    public void One_that_is_larger_has_a_bucket_of_its_own() =>
        Assert.Equal(["Single 0:1", "Single 1:100", "Single 2:1"], Plan(32, (1, NumberKind.Single, "cpu"), (100, NumberKind.Single, "cpu"), (1, NumberKind.Single, "cpu")));

    [Fact]
    public void Those_of_another_kind_or_device_are_apart_and_take_no_place() =>
        Assert.Equal(
            ["Single 0:2 3:2", "Double 1:2", "Single 2:2"],
            Plan(32, (2, NumberKind.Single, "cpu"), (2, NumberKind.Double, "cpu"), (2, NumberKind.Single, "cuda:0"), (2, NumberKind.Single, "cpu")));

    [Fact]
    public void Numbers_of_64_bits_fill_a_bucket_twice_as_fast() =>
        Assert.Equal(["Double 0:4", "Double 1:1"], Plan(32, (4, NumberKind.Double, "cpu"), (1, NumberKind.Double, "cpu")));

    [Fact]
    public void Each_part_begins_where_the_one_before_ends()
    {
        var plan = Assert.Single(BucketPlan.Of([(3, NumberKind.Single, "cpu"), (0, NumberKind.Single, "cpu"), (4, NumberKind.Single, "cpu")], 1000));

        Assert.Equal([0, 3, 3], plan.Parts.Select(part => part.Start));
        Assert.Equal(7, plan.Length);
    }

    [Fact]
    public void More_elements_than_a_message_can_have_are_refused() =>
        Assert.Throws<NotSupportedException>(() => Plan(32, (1L << 31, NumberKind.Single, "cpu")));

    [Fact]
    public void A_bucket_without_room_is_no_option() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProcessGroupOptions { BucketBytes = 0 });

    private static IEnumerable<string> Plan(long bytes, params (long, NumberKind, string)[] tensors) => BucketPlan.Of(tensors, bytes).Select(plan => plan.ToString());
}
