using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Which classes can be models.</summary>
public sealed class DeclarationTests
{
    [Fact]
    public Task A_model_that_is_not_partial() => Verify.Reports<DeclarationAnalyzer>(
        ModelCompilation.Usings + """
        [Prunable]
        public class {|#0:Net|} : Module<Tensor, Tensor>
        {
            public Net() : base("Net") { }
            public override Tensor forward(Tensor x) => x;
        }
        """,
        new DiagnosticResult(PruneDescriptors.NotPartial).WithLocation(0).WithArguments("Net"));

    [Fact]
    public Task A_model_in_a_class_that_is_not_partial() => Verify.Reports<DeclarationAnalyzer>(
        ModelCompilation.Usings + """
        public class Outer
        {
            [Prunable]
            public partial class {|#0:Net|} : Module<Tensor, Tensor>
            {
                public Net() : base("Net") { }
                public override Tensor forward(Tensor x) => x;
            }
        }
        """,
        new DiagnosticResult(PruneDescriptors.NotPartial).WithLocation(0).WithArguments("Net"));

    [Fact]
    public Task A_model_that_is_no_module() => Verify.Reports<DeclarationAnalyzer>(
        ModelCompilation.Usings + "[Prunable] public partial class {|#0:Net|} { }",
        new DiagnosticResult(PruneDescriptors.NotAModule).WithLocation(0).WithArguments("Net"));

    [Theory]
    [InlineData("public partial class {|#0:Net|}<T> : Module<Tensor, Tensor> { public Net() : base(\"Net\") { } public override Tensor forward(Tensor x) => x; }", "'Net' is generic, and what can be pruned depends on what its parameters stand for; annotate a class that derives from it")]
    [InlineData("file partial class {|#0:Net|} : Module<Tensor, Tensor> { public Net() : base(\"Net\") { } public override Tensor forward(Tensor x) => x; }", "'Net' is visible in its file alone")]
    public async Task A_model_to_which_nothing_can_be_added(string declaration, string why)
    {
        await Verify.Reports<DeclarationAnalyzer>($"{ModelCompilation.Usings}[Prunable] {declaration}", new DiagnosticResult(PruneDescriptors.NotExtensible).WithLocation(0).WithArguments("Net", why));
        Assert.Empty(GeneratorRun.Of(ModelCompilation.Of($"{ModelCompilation.Usings}[Prunable] {declaration.Replace("{|#0:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal)}")));
    }

    [Fact]
    public async Task A_model_that_derives_from_a_generic_class() => Assert.Single(GeneratorRun.Of(ModelCompilation.Of(await Silent(
        "public class Stack<T> : Module<Tensor, Tensor> { public Stack() : base(\"Stack\") { } public override Tensor forward(Tensor x) => x; } [Prunable] public partial class Net : Stack<int> { }"))));

    [Fact]
    public Task A_model_without_a_forward() => Verify.Reports<DeclarationAnalyzer>(
        ModelCompilation.Usings + "[Prunable] public partial class {|#0:Net|} : Module { public Net() : base(\"Net\") { } public Tensor run(Tensor x) => x; }",
        new DiagnosticResult(PruneDescriptors.NoForward).WithLocation(0).WithArguments("Net"));

    [Fact]
    public Task That_is_no_failure_of_the_analysis() => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + "[Prunable] public partial class Net : Module { public Net() : base(\"Net\") { } public Tensor run(Tensor x) => x; }");

    [Fact]
    public Task An_abstract_model_that_leaves_forward_open() => Verify.Reports<DeclarationAnalyzer>(
        ModelCompilation.Usings + "[Prunable] public abstract partial class {|#0:Net|} : Module<Tensor, Tensor> { protected Net() : base(\"Net\") { } }",
        new DiagnosticResult(PruneDescriptors.AbstractForward).WithLocation(0).WithArguments("Net"));

    [Theory]
    [InlineData("public abstract class Base : Module<Tensor, Tensor> { protected Base() : base(\"Base\") { } public override Tensor forward(Tensor x) => x; } [Prunable] public partial class Net : Base { }")]
    [InlineData("[Prunable] public partial class Net : Sequential { public Net() : base(ReLU()) { } }")]
    [InlineData("[Prunable] public abstract partial class Net : Module<Tensor, Tensor> { protected Net() : base(\"Net\") { } public override Tensor forward(Tensor x) => Part(x); protected abstract Tensor Part(Tensor x); }")]
    [InlineData("public static partial class Outer { [Prunable] private sealed partial class Net : Module<Tensor, Tensor> { public Net() : base(\"Net\") { } public override Tensor forward(Tensor x) => x; } }")]
    public async Task What_the_generator_can_do_gives_nothing(string model) => Assert.Single(GeneratorRun.Of(ModelCompilation.Of(await Silent(model))));

    private static async Task<string> Silent(string source)
    {
        await Verify.Reports<DeclarationAnalyzer>(ModelCompilation.Usings + source);
        return ModelCompilation.Usings + source;
    }
}
