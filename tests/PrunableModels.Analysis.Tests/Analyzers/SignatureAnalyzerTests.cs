using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>What is wrong with a signature stands at the place in its text.</summary>
public sealed class SignatureAnalyzerTests
{
    private const string Fits = "x[N, C, *S], gain[C] -> [N, C, *S]";

    [Fact]
    public Task A_signature_that_fits_gives_nothing() => Verify(Helper($"\"{Fits}\", ZeroPreserving = true"));

    [Theory]
    [InlineData("\"x[N, C, *S] gain[C] {|#0:=|}> [N]\"", "expected a name")]
    [InlineData("\"x[N, C, *S, {|#0:C|}] gain[C] -> [N]\"", "'*S' has to be the last axis")]
    [InlineData("@\"x[N, C], gain[C] -> {|#0:[|}N, D]\"", "no operand has the axis 'D'")]
    [InlineData("\"\"\"x[N, C], gain[C] -> {|#0:[|}N, C, *S]\"\"\"", "no operand has '*S'")]
    [InlineData("\"{|#0:x|}[N, g*C], gain[C] -> [N, C]\"", "an axis is one name: products of axes are for the operators of TorchSharp")]
    [InlineData("\"x[N, C], {|#0:x|}[C] -> [N, C]\"", "'x' is an operand already")]
    [InlineData("\"x[N, C], {|#0:scale|}[C] -> [N, C]\"", "operand 2 is 'scale', and tensor parameter 2 of 'Scaled' is 'gain'")]
    [InlineData("{|#0:\"x[N, C] -> [N, C]\"|}", "'Scaled' has 2 tensor parameters, and the signature 1 operand")]
    [InlineData("\"x[N, C], gain[C] -> {|#0:[|}N, C] [N]\"", "'Scaled' returns 1 tensor, and the signature has 2 results")]
    [InlineData("{|#0:\"x[N, C], gain[C] -> \" + \"[D]\"|}", "no operand has the axis 'D'")]
    public Task A_wrong_one_says_where_and_what(string text, string problem) => Verify(Helper(text), Wrong("Scaled", problem));

    [Fact]
    public Task A_list_of_tensors_has_no_notation() => Verify(
        """public static class Helpers { [OperatorSignature({|#0:"x[N, C] -> [N, C]"|})] public static Tensor Joined(Tensor[] x) => cat(x); }""",
        Wrong("Joined", "the parameter 'x' is no single tensor, and a signature has none for lists and tuples"));

    [Fact]
    public Task A_module_names_its_own_parameters_after_its_inputs() => Verify(
        """
        public sealed class Gain : Module<Tensor, Tensor>
        {
            private readonly TorchSharp.Modules.Parameter weight = Parameter(ones(8));
            public Gain() : base("Gain") => RegisterComponents();
            [OperatorSignature("x[N, C] weight[C] {|#0:bias|}[C] -> [N, C]")]
            public override Tensor forward(Tensor x) => x * weight;
        }
        """,
        Wrong("forward", "'Gain' has no parameter or buffer 'bias'"));

    [Fact]
    public Task A_local_function_cannot_have_one() => Verify(
        """
        public static class Helpers
        {
            public static Tensor Twice(Tensor x)
            {
                return Twice(x);
                [OperatorSignature({|#0:"x[N] -> [N]"|})] static Tensor Twice(Tensor x) => x * 2;
            }
        }
        """,
        Wrong("Twice", "it has to stand on a method, or on the assembly with the type of a module that declares a forward"));

    [Fact]
    public Task An_assembly_gives_signatures_to_modules() => Verify(
        "[assembly: OperatorSignature(typeof(TorchSharp.Modules.PairwiseDistance), \"input1[N, C] input2[N, C] -> [N]\")]\n[assembly: OperatorSignature(typeof(string), {|#0:\"x[N] -> [N]\"|})]\n",
        Wrong("String", "it has to stand on a method, or on the assembly with the type of a module that declares a forward"));

    private static DiagnosticResult Wrong(string name, string problem) =>
        new DiagnosticResult(PruneDescriptors.WrongSignature).WithLocation(0).WithArguments(name, problem);

    private static string Helper(string arguments) =>
        $$"""public static class Helpers { [OperatorSignature({{arguments}})] public static Tensor Scaled(Tensor x, Tensor gain) => x * gain; }""";

    private static Task Verify(string source, params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<SignatureAnalyzer, DefaultVerifier>
        {
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            TestCode = ModelCompilation.Usings + source,
        };
        test.TestState.AdditionalReferences.AddRange(ModelCompilation.References);
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
