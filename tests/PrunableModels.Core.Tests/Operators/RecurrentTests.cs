using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class RecurrentTests
{
    private const string Layers = """
        s = Linear(inputSize: 5, outputSize: 4)
        a = GRUCell(inputSize: 5, hiddenSize: 4)
        b = Linear(inputSize: 4, outputSize: 3)
        """;

    [Fact]
    public void A_cell_that_starts_at_nothing_loses_units() =>
        Assert.Equal(("a.weight_ih:0 x 4", null), Operation.Groups(Layers, "return call this.b(call this.a(x))"));

    [Fact]
    public void A_state_that_is_zero_where_units_go_loses_them_too() =>
        Assert.Equal(("s.weight:0 x 4", null), Operation.Groups(Layers, "return call this.b(call this.a(x, functional.tanh(call this.s(x))))"));

    [Fact]
    public void A_state_that_is_not_zero_keeps_the_units()
    {
        var groups = Operation.Run(Layers, "return call this.b(call this.a(x, functional.sigmoid(call this.s(x))))");
        Assert.Empty(groups.Prunable);
        Assert.Contains(groups.Kept, g => g.Id == "s.weight:0" && g.Kept!.Message.Contains("would read the constant 0.5", StringComparison.Ordinal));
    }

    [Fact]
    public void A_state_whose_size_is_written_down_keeps_the_units()
    {
        var (prunable, kept) = Operation.Groups(Layers, "return call this.b(call this.a(x, torch.zeros(size: [2, 4])))");
        Assert.Empty(prunable);
        Assert.Contains("it has to have exactly 4 indices", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Whether_there_are_two_directions_is_looked_at_both_ways()
    {
        var result = ModelAnalysis.Analyze(ModelProgram.Parse("""
            class M {
              field Module "a"
              field Module "b"
              constructor(both) {
                this.a = new LSTM(inputSize: 5, hiddenSize: 4, bidirectional: both)
                this.b = new Linear(inputSize: both ? 8 : 4, outputSize: 3)
              }
              method forward(x) {
                tuple(y, h, c) = call this.a(x)
                return call this.b(y)
              }
            }
            """));
        Assert.Null(result.Problem);
        Assert.Equal(2, result.Configurations.Count);
        Assert.All(result.Configurations, c => Assert.Equal(["a.weight_ih_l0:0"], c.Groups.Prunable.Select(g => g.Id)));
    }

    [Fact]
    public void A_layer_that_is_left_out_says_what_it_is() => Assert.Equal(
        ("", "m (MultiheadAttention) is native, with one width for its inputs, heads and outputs"),
        Operation.Groups("a = Linear(inputSize: 3, outputSize: 8)\nm = MultiheadAttention(embedded_dim: 8, num_heads: 2)", "x = call this.a(x)\nreturn call this.m(x, x, x)"));
}
