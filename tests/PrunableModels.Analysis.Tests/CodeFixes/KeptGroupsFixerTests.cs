using PrunableModels.CodeFixes;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Fixes of what keeps groups: afterwards they can be pruned, or are kept on purpose.</summary>
public sealed class KeptGroupsFixerTests
{
    [Theory]
    [InlineData("x.view(-1, 8)", "x.flatten(1)")]
    [InlineData("x.reshape(new long[] { -1, 8 })", "x.flatten(1)")]
    [InlineData("pool.call(x).view(-1, 8)", "pool.call(x).flatten(1)")]
    [InlineData("x.view(x.shape[0], 8)", "x.view(x.shape[0], -1)")]
    [InlineData("x.view([x.shape[0], 8])", "x.view([x.shape[0], -1])")]
    [InlineData("x.permute(0, 2, 3, 1).squeeze(1).view(-1, 8)", "x.permute(0, 2, 3, 1).squeeze(1).flatten(1)")]
    public async Task A_size_that_is_written_down(string view, string instead)
    {
        await Verify.Fixes<DataFlowAnalyzer, HardCodedSizeFixer>(Viewed($"{{|PRUNE2002:{view}|}}"), Viewed(instead));
        Assert.Contains("b.weight:0", Verify.Prunable(Viewed(instead), "M"));
    }

    [Fact]
    public async Task Sizes_are_read_from_a_sequence()
    {
        const string members = "private readonly Linear wide = Linear(4, 16), last = Linear(16, 2); ";
        string Of(string view) => Models.WithForward($"var y = wide.call(x.flatten(2)); y = {view}; return last.call(y);", members).Replace("private readonly Conv2d", "internal readonly Conv2d", StringComparison.Ordinal).Replace("private readonly Linear head", "internal readonly Linear head", StringComparison.Ordinal);
        var (before, after) = (Of("{|PRUNE2002:y.view(-1, 16)|}"), Of("y.view(-1, y.shape[2])"));
        await Verify.Fixes<DataFlowAnalyzer, HardCodedSizeFixer>(before, after);
        Assert.Equal(["wide.weight:0"], Verify.Prunable(after, "M"));
    }

    [Fact]
    public async Task A_LayerNorm_is_declared_so_that_it_can_be_exchanged()
    {
        static string Of(string type, string call) => ModelCompilation.Usings + $$"""
            [Prunable]
            public partial class Net : Module<Tensor, Tensor>
            {
                private readonly Linear first = Linear(4, 8), last = Linear(8, 2);
                private readonly {{type}} norm;

                public Net() : base("Net")
                {
                    norm = LayerNorm(8);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => last.call({{call}});
            }
            """;
        var after = Of("Module<Tensor, Tensor>", "norm.call(first.call(x))");
        await Verify.Fixes<DataFlowAnalyzer, HeldNormFixer>(Of("LayerNorm", "{|PRUNE2007:norm.call(first.call(x))|}"), after);
        Assert.Contains("first.weight:0", Verify.Prunable(after, "Net"));
    }

    [Fact]
    public async Task A_layer_is_kept_on_purpose()
    {
        static string Of(string attribute, string operation) => ModelCompilation.Usings + $$"""
            [Prunable]
            public partial class Net : Module<Tensor, Tensor>
            {
            {{attribute}}    private readonly Conv2d first = Conv2d(3, 8, 3);
                private readonly Conv2d last = Conv2d(8, 2, 3);

                public Net() : base("Net") => RegisterComponents();

                public override Tensor forward(Tensor x) => last.call({{operation}});
            }
            """;
        const string operation = "functional.grid_sample(first.call(x), x)";
        var after = Of("    [KeepDense(\"functional.grid_sample is not a known operation\")]\n", operation);
        await Verify.Fixes<DataFlowAnalyzer, KeepDenseFixer>(Of("", $"{{|PRUNE2001:{operation}|}}"), after);
        await Verify.Reports<DataFlowAnalyzer>(after);
    }

    [Fact]
    public async Task A_method_of_the_users_own_is_given_a_signature()
    {
        static string Of(string attribute, string operation, string call = "Sampled(first.call(x), x)") => ModelCompilation.Usings + $$"""
            [Prunable]
            public partial class Net : Module<Tensor, Tensor>
            {
                private readonly Conv2d first = Conv2d(3, 8, 3);
                private readonly Conv2d last = Conv2d(8, 2, 3);

                public Net() : base("Net") => RegisterComponents();

                public override Tensor forward(Tensor x) => last.call({{call}});

            {{attribute}}    private static Tensor Sampled(Tensor x, Tensor grid) => {{operation}};
            }
            """;
        const string operation = "functional.grid_sample(x, grid)";
        const string signature = "    [OperatorSignature(\"x[n, c, *s], grid[n1, c1, *s] -> [n, c, *s]\")]\n";
        await Verify.Fixes<DataFlowAnalyzer, SignatureFixer>(Of("", $"{{|PRUNE2001:{operation}|}}"), Of(signature, operation, "{|PRUNE2003:Sampled(first.call(x), x)|}"));
        await Verify.Reports<SignatureAnalyzer>(Of(signature, operation));
    }

    private static string Viewed(string view) => Models.WithForward($"x = pool.call(b.call(a.call(x))); return head.call({view});");
}
