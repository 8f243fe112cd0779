using CsCheck;
using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class SizeTests
{
    private static readonly Size H = Size.Symbol("h");
    private static readonly Size W = Size.Symbol("w");

    // Expressions over h and w, together with the function that they mean.
    private static readonly Gen<(Size Size, Func<long, long, long> Value)> Sizes = Gen.Recursive<(Size Size, Func<long, long, long> Value)>((depth, inner) =>
        depth > 4
            ? Leaf
            : Gen.OneOf(
                Leaf,
                Gen.Select(inner, inner, (a, b) => (a.Size + b.Size, (Func<long, long, long>)((h, w) => a.Value(h, w) + b.Value(h, w)))),
                Gen.Select(inner, inner, (a, b) => (a.Size - b.Size, (Func<long, long, long>)((h, w) => a.Value(h, w) - b.Value(h, w)))),
                Gen.Select(inner, Leaf, (a, b) => (a.Size * b.Size, (Func<long, long, long>)((h, w) => a.Value(h, w) * b.Value(h, w)))),
                Gen.Select(inner, Gen.Long[1, 6], (a, d) => (a.Size / d, (Func<long, long, long>)((h, w) => (long)Math.Floor((double)a.Value(h, w) / d)))),
                inner.Select(a => (a.Size / H, (Func<long, long, long>)((h, w) => (long)Math.Floor((double)a.Value(h, w) / h))))));

    private static Gen<(Size Size, Func<long, long, long> Value)> Leaf => Gen.OneOf(
        Gen.Long[-5, 9].Select(n => (Size.Constant(n), (Func<long, long, long>)((_, _) => n))),
        Gen.Const((H, (Func<long, long, long>)((h, _) => h))),
        Gen.Const((W, (Func<long, long, long>)((_, w) => w))));

    [Fact]
    public void A_size_means_what_its_expression_means() =>
        Gen.Select(Sizes, Gen.Long[1, 40], Gen.Long[1, 40]).Sample((size, h, w) =>
            size.Size.Substitute(s => s == "h" ? h : w).Equals(size.Value(h, w)));

    [Fact]
    public void What_is_decided_holds_for_every_value() =>
        Gen.Select(Sizes, Sizes, Gen.Long[1, 40], Gen.Long[1, 40]).Sample((a, b, h, w) =>
            Size.IsLess(a.Size, b.Size) is not { } less || less == a.Value(h, w) < b.Value(h, w));

    [Fact]
    public void Extents_of_which_it_is_decided_that_they_differ_are_equal_only_at_zero() =>
        Gen.Select(Sizes, Sizes, Gen.Long[1, 40], Gen.Long[1, 40]).Sample((a, b, h, w) =>
            Size.AreEqualExtents(a.Size, b.Size) is not false || a.Value(h, w) != b.Value(h, w) || a.Value(h, w) == 0);

    [Fact]
    public void A_quotient_lies_between_zero_and_what_it_would_be_without_rounding()
    {
        Assert.True(Size.IsLess(W / 2, W));
        Assert.True(Size.IsLess(W / H * H, 2 * W));
        Assert.False(Size.IsLess(W, W / H * H));
        Assert.Null(Size.IsLess(W / 2, H));
        Assert.Null(Size.IsLess((W - H) / 2, W));
    }

    [Fact]
    public void Extents_that_are_equal_only_where_they_are_zero_differ()
    {
        var (full, half) = (Size.Constant(64) / W, Size.Constant(32) / W);
        Assert.Null(Size.AreEqual(2 * full, full));
        Assert.False(Size.AreEqualExtents(2 * full, full));
        Assert.False(Size.AreEqualExtents(half + full, half));
        Assert.Null(Size.AreEqualExtents(half + full, full));
        Assert.Null(Size.AreEqualExtents(half, full));
    }

    [Fact]
    public void Sizes_that_are_written_differently_are_equal()
    {
        Assert.Equal((H + 1) * (H - 1), (H * H) - 1);
        Assert.Equal(((H - 2) / 2) + 1, H / 2);
        Assert.Equal((H * W * 4) / (W * 2), H * 2);
        Assert.NotEqual(H / 2 * 2, H);
        Assert.Equal("(h / 2)", ((H - 2) / 2 + 1).ToString());
        Assert.Equal("((h + w) / 2)", ((H + W) / 2).ToString());
    }
}
