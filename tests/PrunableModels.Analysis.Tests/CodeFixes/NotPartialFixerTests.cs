using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using PrunableModels.CodeFixes;
using Xunit;

namespace PrunableModels.Analysis.Tests;

public sealed class NotPartialFixerTests
{
    [Theory]
    [InlineData("[Prunable] public class {|PRUNE0001:Net|} : Module<Tensor, Tensor>", "[Prunable] public partial class Net : Module<Tensor, Tensor>", "", "")]
    [InlineData("[Prunable] sealed class {|PRUNE0001:Net|} : Module<Tensor, Tensor>", "[Prunable] sealed partial class Net : Module<Tensor, Tensor>", "", "")]
    [InlineData("static class Outer { [Prunable] public partial class {|PRUNE0001:Net|} : Module<Tensor, Tensor>", "static partial class Outer { [Prunable] public partial class Net : Module<Tensor, Tensor>", " }", " }")]
    public Task The_class_and_what_contains_it_become_partial(string before, string after, string endBefore, string endAfter)
    {
        const string body = " { public Net() : base(\"Net\") { } public override Tensor forward(Tensor x) => x; }";
        var test = new CSharpCodeFixTest<DeclarationAnalyzer, NotPartialFixer, DefaultVerifier>
        {
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            TestCode = ModelCompilation.Usings + before + body + endBefore,
            FixedCode = ModelCompilation.Usings + after + body + endAfter,
        };
        test.TestState.AdditionalReferences.AddRange(ModelCompilation.References);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
