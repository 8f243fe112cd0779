using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class SignatureTests
{
    [Theory]
    [InlineData("input[..., I] weight[O, I] bias[O]? -> [..., O]")]
    [InlineData("input[..., g*I, h, w] weight[g*O, I, kh, kw] bias[g*O]? -> [..., g*O, _, _]")]
    [InlineData("input[n, C, *S] weight[C]? -> [n, C, *S]")]
    public void The_notation_reads_back(string text) => Assert.Equal(text, Signature.Parse(text).ToString());

    [Theory]
    [InlineData("input[I] weight[O, I]", 22, "expected a name")]
    [InlineData("input[I -> [O]", 9, "expected ',' or ']'")]
    [InlineData("input[I, ...] -> [O]", 13, "'...' has to be the first axis")]
    [InlineData("input[*S, I] -> [O]", 11, "'*S' has to be the last axis")]
    [InlineData("input[..., *S] -> [O]", 15, "'...' and '*' cannot stand in one tensor")]
    [InlineData("-> [O]", 7, "a signature has operands")]
    public void A_wrong_one_says_where_and_what(string text, int column, string what)
    {
        var error = Assert.Throws<SignatureFormatException>(() => Signature.Parse(text));
        Assert.StartsWith($"column {column} ", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Commas_may_stand_between_operands() =>
        Assert.Equal(Signature.Parse("x[N, C] gain[C] -> [N, C] [N]"), Signature.Parse("x[N, C], gain[C] -> [N, C], [N]"));

    [Fact]
    public void What_is_no_users_signature_is_no_operator() =>
        Assert.Null(new UserSignature("x[N, g*C] -> [N, C]", ZeroPreserving: true).ToOperator("f"));
}
