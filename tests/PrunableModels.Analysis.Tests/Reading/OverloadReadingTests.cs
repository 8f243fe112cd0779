using PrunableModels.Core;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Methods and constructors of one name: programs say which is meant, as shortly as they can.</summary>
public sealed class OverloadReadingTests
{
    private const string Overloads = """
            private static Tensor Mixed(Tensor x, Tensor y) => x * y;
            private static Tensor Mixed(Tensor x, bool all) => all ? softmax(x, -1) : x;
        """;

    [Theory]
    [InlineData("Mixed(a.call(x), true)", false)]
    [InlineData("Mixed(a.call(x), a.call(x))", true)]
    public void Types_tell_methods_apart(string call, bool isPrunable) =>
        Assert.Equal(isPrunable ? ["a.weight:0"] : [], Prunable($"public override Tensor forward(Tensor x) => b.call({call});\n{Overloads}"));

    [Fact]
    public void A_call_names_types_only_where_the_count_does_not_tell()
    {
        var text = Read($"""
            public override Tensor forward(Tensor x) => b.call(Plain(Mixed(a.call(x), true), 1));
            private static Tensor Plain(Tensor x, int n) => x * n;
            {Overloads}
            """).ToString();
        Assert.Contains("method M Mixed of (Tensor, bool) (static, ", text);
        Assert.Contains("method M Plain(static, ", text);
    }

    [Fact]
    public void A_hidden_method_is_the_one_that_the_base_class_calls() => Assert.Equal(["a.weight:0"], Prunable(
        "public override Tensor forward(Tensor x) => b.call(Inner(a.call(x)));\nprivate new Tensor Act(Tensor x) => softmax(x, -1);",
        "Base", "public abstract class Base : Module<Tensor, Tensor> { protected Base(string n) : base(n) { } protected Tensor Inner(Tensor x) => Act(x); protected virtual Tensor Act(Tensor x) => functional.relu(x); }"));

    [Fact]
    public void An_overriding_method_is_the_one_that_the_base_class_calls() => Assert.Empty(Prunable(
        "public override Tensor forward(Tensor x) => b.call(Inner(a.call(x)));\nprotected override Tensor Act(Tensor x) => softmax(x, -1);",
        "Base", "public abstract class Base : Module<Tensor, Tensor> { protected Base(string n) : base(n) { } protected Tensor Inner(Tensor x) => Act(x); protected virtual Tensor Act(Tensor x) => functional.relu(x); }"));

    [Fact]
    public void A_forward_beside_that_of_modules_is_not_what_is_pruned_for() => Assert.Equal(["a.weight:0"], Prunable(
        "public Tensor forward(Tensor x, bool all) => b.call(softmax(a.call(x), -1));\npublic Tensor forward(List<Tensor> xs) => softmax(a.call(xs[0]), -1);\npublic override Tensor forward(Tensor x) => b.call(a.call(x));"));

    [Fact]
    public void Which_of_several_entries_is_meant_has_to_be_known() => Assert.Contains(
        "several forward methods",
        ModelAnalysis.Analyze(Read("public Tensor forward(Tensor x) => a.call(x);\npublic Tensor forward(List<Tensor> xs) => a.call(xs[0]);", "Module")).Problem);

    [Fact]
    public void A_tensor_that_may_be_left_out_keeps_what_both_ways_treat_differently()
    {
        var result = ModelAnalysis.Analyze(Read("public override Tensor forward(Tensor x, Tensor? mask) => b.call(mask is null ? softmax(a.call(x), -1) : a.call(x));", "Module<Tensor, Tensor?, Tensor>"));
        Assert.Equal(["forward.mask == null", "not (forward.mask == null)"], result.Configurations.Select(c => c.Assumptions.ToString()).Order());
        Assert.Contains(result.Configurations, c => !c.Groups.Prunable.Any());
    }

    private static IEnumerable<string> Prunable(string members, string parent = "Module<Tensor, Tensor>", string others = "") =>
        Assert.Single(ModelAnalysis.Analyze(Read(members, parent, others)).Configurations).Groups.Prunable.Select(g => g.Id);

    private static ModelProgram Read(string members, string parent = "Module<Tensor, Tensor>", string others = "")
    {
        var program = ModelCompilation.Of($$"""
            {{ModelCompilation.Usings}}
            {{others}}
            public partial class M : {{parent}}
            {
                private readonly Linear a = Linear(4, 8);
                private readonly Linear b = Linear(8, 2);
                public M() : base("M") => RegisterComponents();
                {{members}}
            }
            """).Read("M").Program;
        Assert.Equal(program, ModelProgram.Parse(program.ToString()));
        return program;
    }
}
