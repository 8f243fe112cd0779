using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>A way through a model decides what it comes to, once, and leaves the other side for later.</summary>
public sealed class WayTests
{
    private readonly Stack<Assumptions> others = [];

    [Theory]
    [InlineData("depth > 2", false)]
    [InlineData("dropout == null", true)]
    public void It_goes_on_with_the_usual_side(string condition, bool usual)
    {
        var way = new Way(Assumptions.None, others.Push);

        Assert.Equal(usual, way.Decide(condition));
        Assert.Equal(usual, way.Decide(condition));
        Assert.Equal(usual, way.Assumptions.Decisions[condition]);
        Assert.Equal(!usual, Assert.Single(others).Decisions[condition]);
    }

    [Fact]
    public void The_other_side_knows_what_was_decided_before()
    {
        var way = new Way(Assumptions.None, others.Push);
        way.Decide("first");
        way.Decide("second");

        Assert.Equal(["first", "second"], others.Peek().Decisions.Keys);
        Assert.True(others.Peek().Decisions["second"]);
        Assert.False(others.Peek().Decisions["first"]);
    }

    [Fact]
    public void A_question_decides_nothing()
    {
        var way = new Way(Assumptions.None, others.Push);

        Assert.Null(way.Ask(() => way.Decide("wide")));
        Assert.Empty(way.Assumptions.Decisions);
        Assert.Empty(others);
    }

    [Fact]
    public void What_was_left_open_before_has_to_be_known_from_the_start()
    {
        var way = new Way(Assumptions.None, others.Push);
        way.Ask(() => way.Decide("wide"));

        Assert.Equal("wide", Assert.Throws<UndecidedBranchException>(() => way.Decide("wide")).Condition);
    }

    [Fact]
    public void Without_room_for_others_nothing_is_decided() =>
        Assert.Throws<UndecidedBranchException>(() => new Way(Assumptions.None).Decide("wide"));
}
