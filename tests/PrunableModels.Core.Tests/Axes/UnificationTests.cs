using Xunit;

namespace PrunableModels.Core.Tests;

/// <summary>Design 3.5, case by case.</summary>
public sealed class UnificationTests
{
    private readonly AxisSolver solver = new();

    [Fact]
    public void Two_spaces_become_one_and_the_older_one_stays()
    {
        var (a, b) = (Space(8, "a"), Space(8, "b"));
        solver.Unify(Axis(b), Axis(a), null);
        Assert.Equal("a", Show(Axis(b)));
        Assert.Equal([a], solver.Roots);
    }

    [Fact]
    public void A_space_is_refined_by_a_product()
    {
        var (flat, s) = (Space(64 * 256, "flat"), Space(64, "s"));
        solver.Unify(Axis(flat), AxisType.Product(AxisFactor.Of(s), AxisFactor.Fixed(256)), null);
        Assert.Equal("s * 256", Show(Axis(flat)));
        Assert.Null(s.Kept);
    }

    [Fact]
    public void Products_are_aligned_from_the_inside_and_refined_to_their_common_chain()
    {
        var (a, b, c, d) = (Space(8, "a"), Space(64, "b"), Space(16, "c"), Space(32, "d"));
        solver.Unify(Product(a, b), Product(c, d), null);
        var left = solver.Resolve(Product(a, b));
        Assert.Equal(Show(left), Show(Product(c, d)));
        Assert.Equal(["8", "2", "32"], left.Terms[0].Factors.Select(f => f.Extent.ToString()));
        Assert.All(left.Spaces, s => Assert.Null(s.Kept));
    }

    [Fact]
    public void Products_that_do_not_line_up_are_kept()
    {
        var (a, b, c, d) = (Space(6, "a"), Space(4, "b"), Space(4, "c"), Space(6, "d"));
        solver.Unify(Product(a, b), Product(c, d), null);
        Assert.All(new[] { a, b, c, d }, s => Assert.Equal(KeptKind.Layout, s.Kept!.Kind));
    }

    [Fact]
    public void A_sum_is_cut_where_the_other_one_ends()
    {
        var (whole, a, b) = (Space(96, "whole"), Space(64, "a"), Space(32, "b"));
        solver.Unify(Axis(whole), Sum(Axis(a), Axis(b)), null);
        Assert.Equal("a + b", Show(Axis(whole)));

        var (c, d, e, f) = (Space(10, "c"), Space(20, "d"), Space(15, "e"), Space(15, "f"));
        solver.Unify(Sum(Axis(c), Axis(d)), Sum(Axis(e), Axis(f)), null);
        Assert.Equal(["10", "5", "15"], solver.Resolve(Sum(Axis(c), Axis(d))).Terms.Select(t => t.Extent.ToString()));
        Assert.Equal(Show(Sum(Axis(c), Axis(d))), Show(Sum(Axis(e), Axis(f))));
    }

    [Fact]
    public void Rotary_halves_tie_their_pairs()
    {
        var (a, b) = (Space(8, "a"), Space(8, "b"));
        solver.Unify(Sum(Axis(a), Axis(b)), Sum(Axis(b), Axis(a)), null);
        Assert.Equal("a + a", Show(Sum(Axis(a), Axis(b))));
    }

    [Fact]
    public void A_repeated_concatenation_repeats_its_segments()
    {
        var (k, a, b) = (Space(12, "k"), Space(8, "a"), Space(4, "b"));
        solver.Unify(Axis(k), Sum(Axis(a), Axis(b)), null);
        Assert.Equal("a + b + a + b", Show(AxisType.Product(AxisFactor.Fixed(2), AxisFactor.Of(k))));
    }

    [Fact]
    public void A_fixed_extent_keeps_the_space_that_meets_it()
    {
        var s = Space(8, "s");
        solver.Unify(Axis(s), AxisType.Fixed(8), null);
        Assert.Equal(KeptKind.HardCodedSize, s.Kept!.Kind);
        Assert.Empty(solver.Mismatches);
    }

    [Fact]
    public void A_reason_stays_with_everything_the_space_becomes()
    {
        var (s, a, b) = (Space(12, "s"), Space(3, "a"), Space(4, "b"));
        solver.Keep(Axis(s), new(KeptKind.KeepDense, "asked for", null));
        solver.Unify(Axis(s), Product(a, b), null);
        Assert.Equal(["asked for", "asked for"], new[] { a, b }.Select(x => x.Kept!.Message));
    }

    [Fact]
    public void What_symbols_cannot_decide_is_left_to_linking()
    {
        var (a, b) = (Size.Symbol("a"), Size.Symbol("b"));
        solver.Unify(Axis(solver.NewSpace(a, "x")), Axis(solver.NewSpace(b, "y")), null);
        Assert.Single(solver.Assumptions);
        Assert.Empty(solver.Mismatches);
    }

    [Fact]
    public void An_axis_is_cut_inside_and_between_its_terms()
    {
        var (a, b) = (Space(8, "a"), Space(6, "b"));
        Assert.True(solver.Cut(Sum(Axis(a), Axis(b)), 8, null) is var (left, right) && Show(left) == "a" && Show(right) == "b");
        Assert.True(solver.Cut(Sum(Axis(a), Axis(b)), 11, null) is var (head, tail) && Show(head) == "a + b[..3]" && Show(tail) == "b[3..]");
        Assert.Equal("b[..3] + b[3..]", Show(Axis(b)));
        Assert.Null(solver.Cut(AxisType.Product(AxisFactor.Of(a), AxisFactor.Fixed(4)), 6, null));
        Assert.Null(solver.Cut(Axis(a), 9, null));
        Assert.Null(solver.Cut(Axis(a), Size.Symbol("n"), null));
    }

    [Fact]
    public void Sizes_that_stay_equal_are_those_of_the_same_spaces()
    {
        var (a, b) = (Space(8, "a"), Space(8, "b"));
        Assert.Equal(solver.SizeOf(AxisType.Product(AxisFactor.Fixed(2), AxisFactor.Of(a))), solver.SizeOf(Sum(Axis(a), Axis(a))));
        Assert.NotEqual(solver.SizeOf(Axis(a)), solver.SizeOf(Axis(b)));
    }

    [Fact]
    public void Sizes_that_are_never_equal_are_a_mismatch()
    {
        var width = Size.Symbol("width");
        solver.Unify(Axis(solver.NewSpace(width, "x")), Axis(solver.NewSpace(width * 2, "y")), null);
        Assert.Single(solver.Mismatches);
    }

    private static AxisType Axis(Space space) => AxisType.Of(space);

    private static AxisType Product(params Space[] spaces) => AxisType.Product([.. spaces.Select(AxisFactor.Of)]);

    private static AxisType Sum(params AxisType[] parts) => new(parts.SelectMany(p => p.Terms));

    private Space Space(long extent, string name) => solver.NewSpace(extent, name);

    private string Show(AxisType axis) => solver.Resolve(axis).ToString();
}
