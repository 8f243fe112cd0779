using PrunableModels.Core;
using Xunit;

namespace PrunableModels.Core.Tests.Writing;

/// <summary>Sizes as C#, where tensors have the sizes <c>a</c>, <c>b</c>, <c>a / 4</c> and 4.</summary>
public sealed class SizeCodeTests
{
    private static readonly Size A = Size.Symbol("a");
    private static readonly Size B = Size.Symbol("b");

    private static readonly Dictionary<string, (Size Dividend, Size Divisor)> Remainders = new()
    {
        ["(a % 3)"] = (A, 3),
        ["(b - 1 % c)"] = (B - 1, Size.Symbol("c")),
    };

    [Fact]
    public void Extents_are_read_and_the_rest_is_computed()
    {
        Assert.Equal("0", Text(Size.Zero));
        Assert.Equal("7", Text(7));
        Assert.Equal("A", Text(A));
        Assert.Equal("2 * A * B", Text(2 * A * B));
        Assert.Equal("A - B", Text(A - B));
        Assert.Equal("-B + 3", Text(3 - B));
    }

    [Fact]
    public void A_part_that_a_tensor_has_is_read()
    {
        Assert.Equal("Q", Text(A / 4));
        Assert.Equal("(Q / 2)", Text(A / 4 / 2));
        Assert.Equal("((A + 1) / 2)", Text((A + 1) / 2));
    }

    [Fact]
    public void A_number_is_no_extent_that_happens_to_be_the_same()
    {
        Assert.Equal("4", Text(4));
        Assert.Equal("((A + 1) / 4)", Text((A + 1) / 4));
    }

    [Fact]
    public void A_remainder_is_computed()
    {
        Assert.Equal("(A % 3)", Text(Size.Symbol("(a % 3)")));
        Assert.Equal("-(A % 3) + 3", Text(3 - Size.Symbol("(a % 3)")));
    }

    [Fact]
    public void What_no_tensor_has_cannot_be_written()
    {
        Assert.Null(Text(Size.Symbol("c")));
        Assert.Null(Text(A + Size.Symbol("c")));
        Assert.Null(Text(A / Size.Symbol("c")));
        Assert.Null(Text(Size.Symbol("(b - 1 % c)")));
    }

    private static string? Text(Size size) => new SizeCode(Read, Remainders).Of(size)?.Render(part => $"{part}");

    private static Code? Read(Size size)
    {
        foreach (var (known, name) in new[] { (A, "A"), (B, "B"), (A / 4, "Q"), (4, "K") })
        {
            if (size.Equals(known))
            {
                return name;
            }
        }

        return null;
    }
}
