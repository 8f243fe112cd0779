using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Which segments can go together, and what becomes of the rest.</summary>
public sealed class ErasureTests
{
    private const string Diamond = "x = call this.c(x)\ny = functional.relu((call this.a(x)) + (call this.b(x)))\nreturn call this.head(y)";

    [Fact]
    public void A_joint_with_one_tensor_left_is_spliced()
    {
        var erasure = Erase(Diamond, "a.weight");
        Assert.True(erasure.IsValid);
        Assert.Equal("add", Assert.Single(erasure.Spliced).ToString());
        Assert.Equal(["c (Conv2d)", "b (Conv2d)", "add", "functional.relu", "head (Conv2d)"], erasure.Live.Select(n => n.ToString()));
        Assert.Empty(erasure.Dead);
    }

    [Fact]
    public void What_reads_a_joint_that_loses_every_tensor_is_starved()
    {
        var erasure = Erase(Diamond, "a.weight", "b.weight");
        Assert.False(erasure.IsValid);
        Assert.Contains("head (Conv2d) would have no input left, and is still needed", erasure.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_that_lose_every_tensor_pass_it_on_to_sums_that_have_another()
    {
        var erasure = Erase("return call this.head(functional.relu((call this.a(x)) + (call this.b(x))) + (call this.c(x)))", "a.weight", "b.weight");
        Assert.True(erasure.IsValid);
        Assert.Equal(["c (Conv2d)", "add", "head (Conv2d)"], erasure.Live.Select(n => n.ToString()));
        Assert.Equal(["add", "functional.relu"], erasure.Dead.Select(n => n.ToString()));
    }

    [Fact]
    public void But_not_to_products_and_not_to_an_output()
    {
        Assert.Contains("mul cannot do without", Erase("return call this.head(((call this.a(x)) + (call this.b(x))) * (call this.c(x)))", "a.weight", "b.weight").Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("from nothing", Erase("return tuple(call this.head(x), (call this.a(x)) + (call this.b(x)))", "a.weight", "b.weight").Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nothing_needs_any_more_may_starve_and_is_dead()
    {
        var erasure = Erase("y = functional.relu((call this.a(x)) + (call this.b(x)))\nreturn call this.head(x + (call this.c(y)))", "a.weight", "b.weight", "c.weight");
        Assert.True(erasure.IsValid);
        Assert.Equal(["add"], erasure.Dead.Select(n => n.ToString()));
        Assert.Equal(["add", "head (Conv2d)"], erasure.Live.Select(n => n.ToString()));
    }

    [Fact]
    public void One_of_several_outputs_must_not_be_starved_either()
    {
        var body = "y = (call this.a(x)) + (call this.b(x))\nreturn tuple(call this.head(x), call this.narrow(y))";
        Assert.True(Erase(body, "a.weight").IsValid);
        Assert.False(Erase(body, "a.weight", "b.weight").IsValid);
    }

    [Fact]
    public void What_is_left_of_a_sum_has_to_have_its_shape()
    {
        var body = "x = call this.c(x)\nreturn call this.head((call this.a(x)) + (call this.narrow(x)))";
        Assert.True(Erase(body, "narrow.weight").IsValid);
        var erasure = Erase(body, "a.weight");
        Assert.Equal(KeptKind.ShapeMismatch, erasure.Problem?.Kind);
    }

    [Fact]
    public void Only_segments_of_this_model_that_can_go_can_be_erased()
    {
        var (one, other) = (ErasableTests.Segments(Diamond), ErasableTests.Segments(Diamond));
        Assert.Throws<ArgumentException>(() => Erasure.Of(one, other.Erasable));
        Assert.Contains("cannot be erased: add is a joint", Assert.Throws<ArgumentException>(() => Erasure.Of(one, one.Segments.Where(s => s.IsJoint))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_that_is_not_there_is_refused_with_those_that_can_be_erased()
    {
        var (some, none) = (ErasableTests.Segments(Diamond), ErasableTests.Segments("return call this.head(x)"));

        Assert.Same(some.Segments[0], some.Get(some.Segments[0].Id));
        Assert.StartsWith("The model has no segment 'a'; those that can be erased: a.weight, b.weight.", Assert.Throws<ArgumentException>(() => some.Get("a")).Message, StringComparison.Ordinal);
        Assert.StartsWith("The model has no segment 'a', and none that can be erased.", Assert.Throws<ArgumentException>(() => none.Get("a")).Message, StringComparison.Ordinal);
    }

    private static Erasure Erase(string body, params string[] first)
    {
        var graph = ErasableTests.Segments(body);
        var erased = graph.Erasable.Where(s => first.Contains(s.Parameters[0].Path)).ToList();
        Assert.Equal(first.Length, erased.Count);
        return Erasure.Of(graph, erased);
    }
}
