using PrunableModels.Core;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Functions and modules whose authors say what they do.</summary>
public sealed class SignatureReadingTests
{
    private const string Helper = "x[N, C], gain[C] -> [N, C]";

    [Theory]
    [InlineData("", "")]
    [InlineData($"[OperatorSignature(\"{Helper}\")]", "")]
    [InlineData($"[OperatorSignature(\"{Helper}\", ZeroPreserving = true)]", "a.weight:0 x 8")]
    [InlineData("[OperatorSignature(\"x[N, c], gain[c] -> [N, c]\", ZeroPreserving = true)]", "")]
    [InlineData("[OperatorSignature(\"x[..., C], gain[...] -> [..., C]\", ZeroPreserving = true)]", "a.weight:0 x 8")]
    [InlineData("[OperatorSignature(\"x[N, C], other[C] -> [N, C]\", ZeroPreserving = true)]", "")]
    public void A_helper_of_the_users_own(string attribute, string groups) => Assert.Equal(groups, Prunable($$"""
        public static class Helpers
        {
            {{attribute}} public static Tensor Scaled(Tensor x, Tensor gain) => torch.special.expit(x) * gain;
        }
        """, "return b.call(Helpers.Scaled(a.call(x), gain));", "private readonly Parameter gain = Parameter(ones(8));"));

    [Fact]
    public void A_method_of_the_model() => Assert.Equal("a.weight:0 x 8", Prunable("", "return b.call(Twice(a.call(x), 2));", """
        [OperatorSignature("x[..., C] -> [..., C]", ZeroPreserving = true)]
        private Tensor Twice(Tensor x, int times) { while (true) { if (x.sum().item<float>() > times) return x; x = x * times; } }
        """));

    [Fact]
    public void A_module_and_its_parameters() => Assert.Equal("a.weight:0 x 8", Prunable("""
        public sealed class Gain : Module<Tensor, Tensor>
        {
            private readonly Parameter weight = Parameter(ones(8));
            public Gain() : base("Gain") => RegisterComponents();
            [OperatorSignature("x[..., C] weight[C] -> [..., C]", ZeroPreserving = true)]
            public override Tensor forward(Tensor x) => torch.special.expit(x) * weight;
        }
        """, "return b.call(gain.call(a.call(x)));", "private readonly Gain gain = new();"));

    [Theory]
    [InlineData("", "")]
    [InlineData("[assembly: OperatorSignature(typeof(MaxUnpool1d), \"tensor[N, L], input[N, l] -> [N, L]\", ZeroPreserving = true)]", "")]
    [InlineData("[assembly: OperatorSignature(typeof(PairwiseDistance), \"input1[N, C], input2[N, C] -> [N, C]\", ZeroPreserving = true)]", "a.weight:0 x 8")]
    public void A_module_whose_source_is_not_at_hand(string attribute, string groups) => Assert.Equal(groups, Prunable("", "x = a.call(x); return b.call(distance.call(x, x));", "private readonly PairwiseDistance distance = PairwiseDistance();", attribute));

    [Fact]
    public void A_helper_in_another_assembly() => Assert.Equal("a.weight:0 x 8", Prunable(
        "", "return b.call(PrunableModels.Analysis.Tests.PackagedHelpers.Scaled(a.call(x), gain));", "private readonly Parameter gain = Parameter(ones(8));"));

    [Fact]
    public void The_program_carries_the_signature_in_its_text()
    {
        var program = ModelCompilation.Of(Source($$"""public static class Helpers { [OperatorSignature("{{Helper}}", ZeroPreserving = true)] public static Tensor Scaled(Tensor x, Tensor gain) => x; }""", "return Helpers.Scaled(x, x);")).Read("M").Program;
        Assert.Contains($"method Scaled(Tensor x, Tensor gain) signature \"{Helper}\" preserving {{", program.ToString(), StringComparison.Ordinal);
        Assert.Equal(program, ModelProgram.Parse(program.ToString()));
    }

    private static string Prunable(string types, string body, string members = "", string attributes = "")
    {
        var compilation = ModelCompilation.Of(Source(types, body, members, attributes));
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        var program = compilation.Read("M").Program;
        Assert.Equal(program, ModelProgram.Parse(program.ToString()));
        return string.Join(", ", Assert.Single(ModelAnalysis.Analyze(program).Configurations).Groups.Prunable.Select(g => $"{g.Id} x {g.Extent}"));
    }

    private static string Source(string types, string body, string members = "", string attributes = "") => ModelCompilation.Usings + attributes + types + $$"""

        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Linear a = Linear(4, 8);
            private readonly Linear b = Linear(8, 2);
            {{members}}
            public M() : base("M") => RegisterComponents();
            public override Tensor forward(Tensor x) { {{body}} }
        }
        """;
}
