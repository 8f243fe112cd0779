using PrunableModels.CodeFixes;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>What is fixed is registered, and can be pruned.</summary>
public sealed class RegistrationFixerTests
{
    [Theory]
    [InlineData(
        "RegisterComponents();\n        {|PRUNE1004:late|} = Linear(8, 8);\n        {|PRUNE1004:last|} = Linear(8, 8);",
        "late = Linear(8, 8);\n        last = Linear(8, 8);\n        RegisterComponents();")]
    [InlineData(
        "// Once.\n        this.RegisterComponents();\n        {|PRUNE1004:late|} = Linear(8, 8);\n        last = null!;\n        RegisterComponents();",
        "late = Linear(8, 8);\n        last = null!;\n        RegisterComponents();")]
    [InlineData(
        "last = null!;\n        RegisterComponents();\n        {|PRUNE1006:list.Add(Linear(8, 8))|};\n        late = null!;",
        "last = null!;\n        list.Add(Linear(8, 8));\n        late = null!;\n        RegisterComponents();")]
    public async Task Registration_moves_to_the_end_of_the_constructor(string before, string after)
    {
        await Verify.Fixes<DataFlowAnalyzer, LateRegistrationFixer>(Late(before), Late(after));
        Assert.Contains("first.weight:0", Verify.Prunable(Late(after), "Net"));
    }

    [Fact]
    public async Task What_a_base_class_has_registered_too_early_is_registered_by_name()
    {
        await Verify.Fixes<DataFlowAnalyzer, LateRegistrationFixer>(Derived("{|PRUNE1004:late|} = Linear(8, 8);"), Derived("late = Linear(8, 8);\n        register_module(\"late\", late);"));
        Assert.Equal(["late.weight:0"], Verify.Prunable(Derived("late = Linear(8, 8);\n        register_module(\"late\", late);"), "Net"));
    }

    [Fact]
    public Task It_is_not_offered_where_the_constructor_may_end_before() => Verify.Fixes<DataFlowAnalyzer, LateRegistrationFixer>(
        Late("RegisterComponents();\n        late = null!;\n        if (list.Count > 0) return;\n        {|PRUNE1004:last|} = Linear(8, 8);"),
        Late("RegisterComponents();\n        late = null!;\n        if (list.Count > 0) return;\n        {|PRUNE1004:last|} = Linear(8, 8);"));

    [Theory]
    [InlineData("public Net() : base(\"Net\")\n    {\n        second = Linear(8, 8);\n    }", "public Net() : base(\"Net\")\n    {\n        second = Linear(8, 8);\n        RegisterComponents();\n    }")]
    [InlineData("public Net() : base(\"Net\") => second = Linear(8, 8);", "public Net() : base(\"Net\")\n    {\n        second = Linear(8, 8);\n        RegisterComponents();\n    }")]
    [InlineData("public Net() : base(\"Net\") { }", "public Net() : base(\"Net\")\n    {\n        RegisterComponents();\n    }")]
    [InlineData(
        "public Net(long width) : base(\"Net\")\n    {\n        second = Linear(width, width);\n    }\n\n    public Net() : this(8)\n    {\n    }",
        "public Net(long width) : base(\"Net\")\n    {\n        second = Linear(width, width);\n        RegisterComponents();\n    }\n\n    public Net() : this(8)\n    {\n    }")]
    public async Task Components_are_registered(string before, string after)
    {
        await Verify.Fixes<DataFlowAnalyzer, MissingRegistrationFixer>(Missing("{|PRUNE1008:Net|}", before), Missing("Net", after));
        Assert.Contains("first.weight:0", Verify.Prunable(Missing("Net", after), "Net"));
    }

    [Theory]
    [InlineData("List<Linear> {|PRUNE1005:layers|} = new();", "ModuleList<Linear> layers = new();", "layers.Add(Linear(8, 8));", null)]
    [InlineData("List<Linear> {|PRUNE1005:layers|} = [Linear(8, 8), Linear(8, 8)];", "ModuleList<Linear> layers = [Linear(8, 8), Linear(8, 8)];", "", null)]
    [InlineData("List<Linear> {|PRUNE1005:layers|} = new List<Linear>();", "ModuleList<Linear> layers = new ModuleList<Linear>();", "layers.Add(Linear(8, 8));", null)]
    [InlineData("Linear[] {|PRUNE1005:layers|} = { Linear(8, 8), Linear(8, 8) };", "ModuleList<Linear> layers = new ModuleList<Linear>(Linear(8, 8), Linear(8, 8));", "_ = layers.Length;", "_ = layers.Count;")]
    [InlineData("List<Module<Tensor, Tensor>> {|PRUNE1005:layers|};", "ModuleList<Module<Tensor, Tensor>> layers;", "layers = new List<Module<Tensor, Tensor>> { Linear(8, 8) };", "layers = new ModuleList<Module<Tensor, Tensor>>(Linear(8, 8));")]
    public async Task A_list_of_layers_becomes_a_ModuleList(string before, string after, string constructor, string? changed)
    {
        await Verify.Fixes<DataFlowAnalyzer, PlainCollectionFixer>(Holder(before, constructor), Holder(after, changed ?? constructor));
        Assert.Contains("layers.0.weight:0", Verify.Prunable(Holder(after, changed ?? constructor), "Net"));
    }

    [Theory]
    [InlineData("List<Linear> {|PRUNE1005:layers|} = new();", "layers.AddRange([Linear(8, 8)]);")]
    [InlineData("Linear[] {|PRUNE1005:layers|} = [null!];", "layers[0] = Linear(8, 8);")]
    [InlineData("Dictionary<int, Linear> {|PRUNE1005:layers|} = new();", "layers[0] = Linear(8, 8);")]
    public Task A_list_with_which_more_is_done_stays(string field, string constructor) => Verify.Fixes<DataFlowAnalyzer, PlainCollectionFixer>(
        Holder(field, constructor, "first.call(x)"), Holder(field, constructor, "first.call(x)"));

    private static string Late(string constructor) => ModelCompilation.Usings + $$"""
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear first = Linear(8, 8), second = Linear(8, 8), late, last;
            private readonly ModuleList<Linear> list = new();

            public Net() : base("Net")
            {
                {{constructor}}
            }

            public override Tensor forward(Tensor x)
            {
                x = second.call(first.call(x));
                x = late is null ? x : late.call(x);
                foreach (var layer in list) x = layer.call(x);
                return last is null ? x * 2 : last.call(x);
            }
        }
        """;

    private static string Derived(string constructor) => ModelCompilation.Usings + $$"""
        public abstract class Base : Module<Tensor, Tensor>
        {
            protected Base() : base("Base") => RegisterComponents();
        }

        [Prunable]
        public partial class Net : Base
        {
            private readonly Linear early = Linear(8, 8);
            private readonly Linear late;

            public Net()
            {
                {{constructor}}
            }

            public override Tensor forward(Tensor x) => early.call(late.call(x));
        }
        """;

    private static string Missing(string name, string constructors) => ModelCompilation.Usings + $$"""
        [Prunable]
        public partial class {{name}} : Module<Tensor, Tensor>
        {
            private readonly Linear first = Linear(8, 8), third = Linear(8, 8);
            private readonly Linear? second;

            {{constructors}}

            public override Tensor forward(Tensor x) => third.call(second is null ? first.call(x) : second.call(first.call(x)));
        }
        """;

    private static string Holder(string field, string constructor, string forward = "layers[0].call(first.call(x))") => ModelCompilation.Usings + $$"""
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly {{field}}
            private readonly Linear first = Linear(8, 8);
            private readonly Linear head = Linear(8, 8);

            public Net() : base("Net")
            {
                {{constructor}}
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => head.call({{forward}});
        }
        """;
}
