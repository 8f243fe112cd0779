using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace PrunableModels.Analysis.Tests;

public sealed class DiagnosticTests
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
    [InlineData("return head.call(x + pool.call(x));", null)]
    [InlineData("return head.call(cat(new[] { x, pool.call(x) }, 1));", null)]
    [InlineData("return head.call({|#0:x * pool.call(x)|});", "mul cannot do without it: sums and concatenations can")]
    [InlineData("return head.call(x + {|#0:pool.call(x).sigmoid()|});", "Tensor.sigmoid gives the constant 0.5 where its segment is erased")]
    public Task A_module_that_is_offered_for_erasing(string forward, string? problem) => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + $$"""
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            [Erasable] private readonly Module<Tensor, Tensor> pool = MaxPool2d(3, stride: 1, padding: 1);
            private readonly Conv2d head = Conv2d(3, 3, 1);
            public Net() : base("Net") => RegisterComponents();
            public override Tensor forward(Tensor x) { {{forward}} }
        }
        """,
        problem is null ? [] : [new DiagnosticResult(PruneDescriptors.NotErasable).WithLocation(0).WithArguments("pool", problem)]);

    [Fact]
    public Task A_field_without_room_for_a_gate() => Verify.Reports<ErasableAnalyzer>(
        ModelCompilation.Usings + """
        public class Net : Module<Tensor, Tensor>
        {
            [Erasable] private readonly Module<Tensor, Tensor> fits = Identity();
            [Erasable] private readonly ModuleList<Module<Tensor, Tensor>> list = new();
            [Erasable] private readonly MaxPool2d {|#0:pool|} = MaxPool2d(3);
            public Net() : base("Net") => RegisterComponents();
            public override Tensor forward(Tensor x) => fits.call(x) + pool.call(x);
        }
        """,
        new DiagnosticResult(PruneDescriptors.NoGateFits).WithLocation(0).WithArguments("pool", "MaxPool2d"));

    [Fact]
    public Task A_model_that_prunes_gives_nothing() => Verify.Reports<DataFlowAnalyzer>(Models.Classifier);

    [Fact]
    public Task Common_layers_give_nothing() => Verify.Reports<DataFlowAnalyzer>(Models.WithForward(
        "x = functional.relu(a.call(x)); x = functional.gelu(b.call(x) + x); return head.call(pool.call(x).flatten(1));"));

    [Fact]
    public Task An_unknown_operation_names_the_groups_that_it_keeps() => Verify.Reports<DataFlowAnalyzer>(
        Models.WithForward("x = {|#0:functional.grid_sample(a.call(x), x)|}; return head.call(pool.call(b.call(x)).flatten(1));"),
        new DiagnosticResult(PruneDescriptors.UnknownOperation).WithLocation(0)
            .WithArguments("M.forward", "functional.grid_sample is not a known operation", "a.weight:0"));

    [Fact]
    public Task Layers_that_reflection_makes_are_refused() => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + """
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear first = Linear(4, 8);
            private readonly Module<Tensor, Tensor> named;

            public Net(dynamic spec) : base("Net")
            {
                named = (Module<Tensor, Tensor>)System.Activator.CreateInstance(System.Type.GetType((string)spec.layer));
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => {|#0:named.call(first.call(x))|};
        }
        """,
        new DiagnosticResult(PruneDescriptors.UnknownOperation).WithLocation(0)
            .WithArguments("Net.forward", "a call of what reflection gives ('System.Activator.CreateInstance(System.Type.GetType((string)...'), which cannot be known before the model runs, is not a known operation", "first.weight:0"));

    [Fact]
    public Task An_unknown_operation_that_keeps_nothing_gives_nothing() => Verify.Reports<DataFlowAnalyzer>(
        Models.WithForward("x = functional.grid_sample(x, x); return head.call(pool.call(b.call(a.call(x))).flatten(1));"));

    [Fact]
    public Task A_hard_coded_size_names_the_groups_that_it_keeps() => Verify.Reports<DataFlowAnalyzer>(
        Models.WithForward("x = pool.call(b.call(a.call(x))); return head.call({|#0:x.view(-1, 8)|});"),
        new DiagnosticResult(PruneDescriptors.HardCodedSize).WithLocation(0)
            .WithArguments("M.forward", "Tensor.view writes its size down as 8", "b.weight:0"));

    [Theory]
    [InlineData("x.view(x.shape[0], -1)")]
    [InlineData("x.view(-1, x.shape[1])")]
    [InlineData("x.reshape(x.size(0), x.size(1))")]
    [InlineData("x.flatten(1)")]
    public Task A_size_that_is_read_gives_nothing(string view) => Verify.Reports<DataFlowAnalyzer>(
        Models.WithForward($"x = pool.call(b.call(a.call(x))); return head.call({view});"));

    [Fact]
    public Task A_constant_that_a_reader_would_see() => Verify.Reports<DataFlowAnalyzer>(
        Models.WithForward("x = torch.sigmoid(a.call(x)); x = {|#0:b.call(x)|}; return head.call(pool.call(x).flatten(1));"),
        new DiagnosticResult(PruneDescriptors.NotZero).WithLocation(0)
            .WithArguments("M.forward", "b (Conv2d) would read the constant 0.5 where a structure is removed", "a.weight:0"));

    [Fact]
    public Task Widths_that_do_not_fit() => Verify.Reports<DataFlowAnalyzer>(
        Models.WithForward("x = b.call(a.call(x)); return head.call(pool.call({|#0:c.call(x)|}).flatten(1));", "private readonly Conv2d c = Conv2d(16, 8, 3);"),
        new DiagnosticResult(PruneDescriptors.ShapeMismatch).WithLocation(0).WithArguments("M.forward", "8 and 16 have to be equal", ""));

    [Fact]
    public Task A_model_that_is_built_without_end() => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + """
        [Prunable]
        public partial class {|#0:Net|} : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential();
            public Net() : base("Net") { while (true) layers.append(Linear(8, 8)); }
            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """,
        new DiagnosticResult(PruneDescriptors.NotAnalyzed).WithLocation(0).WithArguments("Net", "the program does not end within the steps allowed"));

    [Fact]
    public Task A_model_without_a_forward() => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + """
        [Prunable]
        public partial class {|#0:Net|} : Module
        {
            public Net() : base("Net") { }
        }
        """,
        new DiagnosticResult(PruneDescriptors.NotAnalyzed).WithLocation(0).WithArguments("Net", "Net has no forward method that could be read."));

    [Fact]
    public Task A_layer_that_is_kept_on_purpose_gives_nothing() => Verify.Reports<DataFlowAnalyzer>(
        Models.WithForward("x = functional.grid_sample(c.call(a.call(x)), x); return head.call(pool.call(b.call(x)).flatten(1));", """[KeepDense("all of them")] private readonly Conv2d c = Conv2d(8, 8, 3);"""));

    [Theory]
    [InlineData("return head.call(")]
    [InlineData("x = ; return x.")]
    [InlineData("foreach (var")]
    [InlineData("for (;;) { x = a.call(x)")]
    public async Task Half_typed_code_gives_nothing_of_ours(string body)
    {
        var compilation = ModelCompilation.Of(Models.WithForward(body));
        var ours = await compilation.WithAnalyzers([new DataFlowAnalyzer(), new DeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(ours, d => d.Id == "AD0001");
    }
}
