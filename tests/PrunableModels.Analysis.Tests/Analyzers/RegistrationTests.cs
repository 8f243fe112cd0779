using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>What TorchSharp does not know of the layers that constructors make, and what it does.</summary>
public sealed class RegistrationTests
{
    private const string Base = """
        public abstract class Base : Module<Tensor, Tensor>
        {
            protected Base() : base("Base") => RegisterComponents();
        }

        """;

    [Theory]
    [InlineData("a field", "RegisterComponents(); {|#0:late|} = Linear(8, 8);")]
    [InlineData("by its full name", "RegisterComponents(); {|#0:this.late|} = Linear(8, 8);")]
    [InlineData("another module instead", "late = Linear(8, 8); RegisterComponents(); {|#0:late|} = Linear(8, 8);")]
    [InlineData("a second call does nothing", "RegisterComponents(); {|#0:late|} = Linear(8, 8); RegisterComponents();")]
    [InlineData("in a helper", "RegisterComponents(); Rest(); void Rest() => {|#0:late|} = Linear(8, 8);")]
    [InlineData("on one way", "RegisterComponents(); if (wide) { {|#0:late|} = Linear(8, 8); }")]
    public Task A_field_that_is_assigned_after_registration(string what, string constructor) =>
        Reports(Model(constructor), Late("late", "Net"), what);

    [Theory]
    [InlineData("before", "late = Linear(8, 8); RegisterComponents();")]
    [InlineData("by hand", "RegisterComponents(); late = Linear(8, 8); register_module(\"late\", late);")]
    [InlineData("without parameters", "RegisterComponents(); activation = ReLU(); late = null!;")]
    [InlineData("one that is registered as another field", "RegisterComponents(); late = first;")]
    [InlineData("nothing", "late = Linear(8, 8); RegisterComponents(); late = null!;")]
    [InlineData("the class registers itself", "first.register_module(\"more\", late = Linear(8, 8)); RegisterComponents();")]
    [InlineData("weights are filled", "late = Linear(8, 8); RegisterComponents(); init.zeros_(late.weight); late.bias = Parameter(zeros(8));")]
    public Task What_is_registered_is_no_late_field(string what, string constructor) => Reports(Model(constructor), null, what);

    [Fact]
    public Task What_unknown_code_may_have_registered_is_unknown() => Verify.Reports<DataFlowAnalyzer>(
        Model("RegisterComponents(); late = Linear(8, 8); System.Activator.CreateInstance(typeof(object), this);").Replace("late.call(x)", "{|#0:late.call(x)|}", StringComparison.Ordinal),
        new DiagnosticResult(PruneDescriptors.UnknownOperation).WithLocation(0)
            .WithArguments("Net.forward", "a Linear is used that is not registered, so that its parameters cannot be found", "first.weight:0"));

    [Fact]
    public Task A_field_after_a_base_class_has_registered() => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + Base + """
        [Prunable]
        public partial class Net : Base
        {
            private readonly Linear early = Linear(8, 8);
            private readonly Linear late;
            public Net() { {|#0:late|} = Linear(8, 8); RegisterComponents(); }
            public override Tensor forward(Tensor x) => early.call(late.call(x));
        }
        """,
        Late("late", "Base"));

    [Fact]
    public Task A_parameter_after_registration() => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + """
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Parameter gain;
            private readonly Tensor constant;
            public Net() : base("Net") { RegisterComponents(); {|#0:gain|} = Parameter(ones(8)); constant = ones(8); }
            public override Tensor forward(Tensor x) => x * gain + constant;
        }
        """,
        Late("gain", "Net"));

    [Fact]
    public Task It_is_reported_in_the_block_that_a_model_is_built_from() => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + """
        public sealed class Block : Module<Tensor, Tensor>
        {
            private readonly Linear late;
            public Block() : base("Block") { RegisterComponents(); {|#0:late|} = Linear(8, 8); }
            public override Tensor forward(Tensor x) => late.call(x);
        }

        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly ModuleList<Block> blocks = new();
            public Net(int depth) : base("Net") { for (var i = 0; i < depth; i++) blocks.Add(new Block()); RegisterComponents(); }
            public override Tensor forward(Tensor x) { foreach (var block in blocks) x = block.call(x); return x; }
        }
        """,
        Late("late", "Block"));

    [Theory]
    [InlineData("List<Linear>", "[Linear(8, 8)]")]
    [InlineData("Linear[]", "[Linear(8, 8)]")]
    [InlineData("IReadOnlyList<Linear>", "new[] { Linear(8, 8) }")]
    [InlineData("List<ModuleList<Linear>>", "[new(Linear(8, 8))]")]
    [InlineData("Dictionary<string, Linear>", "new() { [\"a\"] = Linear(8, 8) }")]
    [InlineData("(Linear A, Linear B)", "(Linear(8, 8), Linear(8, 8))")]
    public Task Layers_in_a_collection_that_is_never_registered(string type, string layers) => Verify.Reports<DataFlowAnalyzer>(
        Holder(type, layers),
        new DiagnosticResult(PruneDescriptors.PlainCollection).WithLocation(0).WithArguments("layers", type));

    [Theory]
    [InlineData("List<Module<Tensor, Tensor>>", "[ReLU(), Dropout(0.1)]")]
    [InlineData("List<int>", "[8, 8]")]
    [InlineData("ModuleList<Linear>", "[Linear(8, 8)]")]
    [InlineData("ModuleDict<Linear>", "new() { (\"a\", Linear(8, 8)) }")]
    [InlineData("ModuleList<ModuleList<Linear>>", "[new(Linear(8, 8))]")]
    public Task What_holds_no_parameters_or_is_registered_gives_nothing(string type, string layers) =>
        Verify.Reports<DataFlowAnalyzer>(Holder(type, layers, place: "layers"));

    [Theory]
    [InlineData("layers.Add(Linear(8, 8)); foreach (var l in layers) register_module($\"l{n++}\", l);")]
    [InlineData("layers.Add(first);")]
    [InlineData("layers.Add(Linear(8, 8)); all = Sequential(layers);")]
    public Task Layers_that_are_registered_elsewhere_give_nothing(string constructor) => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + $$"""
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly List<Module<Tensor, Tensor>> layers = [];
            private readonly Linear first = Linear(8, 8);
            private readonly Sequential all = Sequential();
            public Net() : base("Net") { var n = 0; {{constructor}} RegisterComponents(); }
            public override Tensor forward(Tensor x) { foreach (var l in layers) x = l.call(x); return first.call(all.call(x)); }
        }
        """);

    [Theory]
    [InlineData("ModuleList<Linear>", "{|#0:layers.Add(Linear(8, 8))|};", "ModuleList")]
    [InlineData("ModuleList<Linear>", "{|#0:layers.append(Linear(8, 8))|};", "ModuleList")]
    [InlineData("ModuleList<Linear>", "{|#0:layers.Insert(0, Linear(8, 8))|};", "ModuleList")]
    [InlineData("ModuleList<Linear>", "{|#0:layers[0]|} = Linear(8, 8);", "ModuleList")]
    [InlineData("ModuleDict<Linear>", "{|#0:layers.Add(\"b\", Linear(8, 8))|};", "ModuleDict")]
    [InlineData("Sequential", "layers.append(Linear(8, 8));", null)]
    public Task A_layer_that_comes_into_a_registered_list(string type, string statement, string? list) => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + $$"""
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly {{type}} layers = {{(type == "Sequential" ? "Sequential()" : "new()")}};
            private readonly Linear first = Linear(8, 8);
            public Net() : base("Net")
            {
                layers.{{(type.StartsWith("ModuleDict", StringComparison.Ordinal) ? "Add(\"a\", Linear(8, 8))" : "append(Linear(8, 8))")}};
                RegisterComponents();
                {{statement}}
            }

            public override Tensor forward(Tensor x) { _ = layers; return first.call(x); }
        }
        """,
        list is null ? [] : [new DiagnosticResult(PruneDescriptors.LateItem).WithLocation(0).WithArguments(list, "Net")]);

    [Theory]
    [InlineData("private readonly Linear {|#0:idle|} = Linear(8, 8);", "", true)]
    [InlineData("private readonly Sequential {|#0:idle|} = Sequential(Linear(8, 8));", "", true)]
    [InlineData("private readonly Linear {|#0:idle|}; protected override void Dispose(bool all) { idle.Dispose(); base.Dispose(all); }", "idle = Linear(8, 8); init.zeros_(idle.weight);", true)]
    [InlineData("private readonly Linear idle = Linear(8, 8); public Tensor Extra(Tensor x) => idle.call(x);", "", false)]
    [InlineData("private readonly Linear idle; private readonly Sequential both;", "idle = Linear(8, 8); both = Sequential(idle);", false, "both.call(first.call(x))")]
    [InlineData("private readonly Linear idle = Linear(8, 8);", "", false, "children().Aggregate(x, (y, m) => ((Module<Tensor, Tensor>)m).call(y))")]
    [InlineData("private readonly ReLU idle = ReLU();", "", false)]
    [InlineData("public readonly Linear idle = Linear(8, 8);", "", false)]
    [InlineData("private readonly Linear idle = Linear(8, 8);", "", false, "functional.linear(first.call(x), idle.weight)")]
    [InlineData("private readonly Linear idle = null!;", "", false)]
    [InlineData("private readonly Linear idle = Linear(8, 8);", "", false, "wide ? idle.call(x) : first.call(x)")]
    public Task A_layer_that_nothing_uses(string member, string constructor, bool isReported, string forward = "first.call(x)") => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + $$"""
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            {{member}}
            private readonly Linear first = Linear(8, 8);
            private readonly bool wide;
            public Net(bool wide) : base("Net") { this.wide = wide; {{constructor}} RegisterComponents(); }
            public override Tensor forward(Tensor x) => {{forward}};
        }
        """,
        isReported ? [new DiagnosticResult(PruneDescriptors.UnusedLayer).WithLocation(0).WithArguments("idle")] : []);

    [Theory]
    [InlineData("", true)]
    [InlineData("register_module(\"first\", first);", false)]
    [InlineData("RegisterComponents();", false)]
    public Task A_model_that_registers_nothing(string constructor, bool isReported) => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + $$"""
        [Prunable]
        public partial class {|#0:Net|} : Module<Tensor, Tensor>
        {
            private readonly Linear first = Linear(8, 8);
            public Net() : base("Net") { {{constructor}} }
            public override Tensor forward(Tensor x) => first.call(x);
        }
        """,
        isReported ? [Missing("Net", "")] : []);

    [Theory]
    [InlineData("public partial class Net(long width) : Module<Tensor, Tensor>(\"Net\") { public Net() : this(8) => RegisterComponents();")]
    [InlineData("public partial class Net(long width) : Module<Tensor, Tensor>(\"Net\") { public static Net Create(long width) { var made = new Net(width); made.RegisterComponents(); return made; }")]
    [InlineData("public abstract partial class Net(long width) : Module<Tensor, Tensor>(\"Net\") {")]
    public Task A_model_that_can_be_registered_gives_nothing(string declaration) => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + $"[Prunable] {declaration} private readonly Linear first = Linear(8, 8), head = Linear(8, 8); public long Width => width; public override Tensor forward(Tensor x) => head.call(first.call(x)); }}");

    [Fact]
    public Task A_block_that_a_field_holds_may_register_nothing_and_one_in_a_Sequential_may_not() => Verify.Reports<DataFlowAnalyzer>(
        ModelCompilation.Usings + """
        public sealed class Held() : Module<Tensor, Tensor>("Held")
        {
            private readonly Linear layer = Linear(8, 8);
            public override Tensor forward(Tensor x) => layer.call(x);
        }

        public sealed class {|#0:Inner|}() : Module<Tensor, Tensor>("Inner")
        {
            private readonly Linear layer = Linear(8, 8);
            public override Tensor forward(Tensor x) => layer.call(x);
        }

        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Held held = new();
            private readonly Sequential blocks = Sequential(new Inner(), new Inner());
            public Net() : base("Net") => RegisterComponents();
            public override Tensor forward(Tensor x) => blocks.call(held.call(x));
        }
        """,
        Missing("Inner", ", and the Sequential that holds it does not either"));

    private static DiagnosticResult Late(string field, string by) => new DiagnosticResult(PruneDescriptors.LateField).WithLocation(0).WithArguments(field, by);

    private static DiagnosticResult Missing(string type, string how) => new DiagnosticResult(PruneDescriptors.MissingRegistration).WithLocation(0).WithArguments(type, how);

    private static Task Reports(string source, DiagnosticResult? expected, string what)
    {
        Assert.NotEmpty(what);
        return Verify.Reports<DataFlowAnalyzer>(source, expected is { } one ? [one] : []);
    }

    private static string Model(string constructor) => ModelCompilation.Usings + $$"""
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear first = Linear(8, 8);
            private Linear late = null!;
            private ReLU? activation;
            public Net(bool wide) : base("Net") { {{constructor}} }
            public override Tensor forward(Tensor x) { x = first.call(x); x = late is null ? x : late.call(x); return activation is null ? x : activation.call(x); }
        }
        """;

    private static string Holder(string type, string layers, string place = "{|#0:layers|}") => ModelCompilation.Usings + $$"""
        [Prunable]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly {{type}} {{place}} = {{layers}};
            private readonly Linear first = Linear(8, 8);
            public Net() : base("Net") => RegisterComponents();
            public override Tensor forward(Tensor x) { _ = layers; return first.call(x); }
        }
        """;
}
