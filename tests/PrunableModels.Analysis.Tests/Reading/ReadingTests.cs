using PrunableModels.Core;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>C# as users write it, and the groups that are read from it.</summary>
public sealed class ReadingTests
{
    [Fact]
    public void Field_initialisers() =>
        Assert.Equal(["conv1.weight:0 x 64"], Prunable(Models.Classifier, "Samples.Classifier"));

    [Fact]
    public void Widths_from_constructor_parameters_stay_symbols() => Assert.Equal(["a.weight:0 x hidden", "b.weight:0 x 2 * hidden"], Prunable("""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Linear a, b, c;
            public M(int hidden, int classes = 10) : base("M")
            {
                a = Linear(4, hidden);
                b = Linear(hidden, 2 * hidden);
                c = Linear(hidden * 2, classes);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => c.forward(functional.relu(b.forward(functional.relu(a.forward(x)))));
        }
        """));

    [Fact]
    public void A_sequential_from_named_tuples_and_one_from_an_array() => Assert.Equal(["first.up.weight:0 x 8", "second.0.weight:0 x 6"], Prunable("""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Sequential first = Sequential(("up", Linear(4, 8)), ("act", ReLU()));
            private readonly Sequential second;
            public M() : base("M")
            {
                var layers = new Module<Tensor, Tensor>[] { Linear(8, 6), ReLU(), Linear(6, 2) };
                second = Sequential(layers);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => second.call(first.call(x));
        }
        """));

    [Fact]
    public void Layers_that_a_function_makes_come_from_the_static_methods_of_the_class() => Assert.Equal(["layers.b-4-0.a.weight:0 x 4", "layers.b-6-0.a.weight:0 x 6", "layers.b-6-1.a.weight:0 x 6"], Prunable("""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> layers;
            private int width = 3;

            public static M Small(int classes, Device device = null) => new M("Small", (name, inputs, outputs) => new Block(name, inputs, outputs), new int[] { 1, 2 }, classes, device);

            public M(string name, System.Func<string, int, int, Module<Tensor, Tensor>> block, IList<int> counts, int classes, Device device = null) : base(name)
            {
                var modules = new List<(string, Module<Tensor, Tensor>)>();
                Make(modules, block, 4, counts[0]);
                Make(modules, block, 6, counts[1]);
                modules.Add(("last", Conv2d(6, classes, 1)));
                layers = Sequential(modules);
                RegisterComponents();
                if (device != null && device.type != DeviceType.CPU)
                {
                    this.to(device);
                }
            }

            private void Make(List<(string, Module<Tensor, Tensor>)> modules, System.Func<string, int, int, Module<Tensor, Tensor>> block, int outputs, int count)
            {
                for (var i = 0; i < count; i++)
                {
                    modules.Add(($"b-{outputs}-{i}", block($"b-{outputs}-{i}", width, outputs)));
                    width = outputs;
                }
            }

            public override Tensor forward(Tensor x) => layers.forward(x);

            private sealed class Block : Module<Tensor, Tensor>
            {
                private readonly Conv2d a;
                public Block(string name, int inputs, int outputs) : base(name)
                {
                    a = Conv2d(inputs, outputs, 3, padding: 1);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => functional.relu(a.call(x));
            }
        }
        """));

    [Fact]
    public void Names_of_modules_that_are_put_together() => Assert.Equal(["all.conv-0a.weight:0 x 6", "all.conv-1a.weight:0 x 6", "all.mix1.weight:0 x 4"], Prunable("""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Sequential all;
            public M(string name) : base(name)
            {
                var layers = new List<(string, Module<Tensor, Tensor>)>();
                for (var i = 0; i < 2; i++)
                {
                    layers.Add(($"conv-{i}a", Conv2d(i == 0 ? 3 : 6, 6, 1)));
                }

                layers.Add(("mix" + 1, Conv2d(6, 4, 1)));
                layers.Add(($"{name}", Conv2d(4, 2, 1)));
                all = Sequential(layers);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => all.call(x);
        }
        """));

    [Fact]
    public void A_forward_that_calls_itself_is_no_model()
    {
        var problem = ModelAnalysis.Analyze(ModelCompilation.Of(ModelCompilation.Usings + """
            public partial class M : Module<Tensor, Tensor>
            {
                private readonly Linear a = Linear(4, 8);
                public M() : base("M") => RegisterComponents();
                public override Tensor forward(Tensor x) => forward(a.call(x));
            }
            """).Read("M").Program).Problem;
        Assert.Equal("M.forward calls itself and does not end", problem);
    }

    [Fact]
    public void A_range_of_a_shape() => Assert.Equal(["a.weight:0 x 8"], Prunable("""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Conv2d a = Conv2d(3, 8, 1);
            private readonly BatchNorm2d n = BatchNorm2d(8);
            private readonly Conv2d b = Conv2d(8, 2, 1);
            public M() : base("M") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var y = n.call(a.call(x));
                return b.call(functional.interpolate(y, y.shape[2..]));
            }
        }
        """));

    [Fact]
    public void A_sequential_that_is_appended_to_in_a_loop() => Assert.Equal(["net.0.weight:0 x 8", "net.2.weight:0 x 16"], Prunable("""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Sequential net = Sequential();
            public M() : base("M")
            {
                var width = 4L;
                for (var i = 0; i < 2; i++)
                {
                    net.append(Linear(width, width * 2));
                    net.append(ReLU());
                    width *= 2;
                }

                net.append(Linear(width, 3));
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => net.call(x);
        }
        """));

    [Fact]
    public void A_module_list_in_foreach_with_a_count_that_is_not_known() => Assert.Equal(
        ["stem.weight:0 x width", "blocks.0.weight:0 x width", "blocks.1.weight:0 x width", "blocks.2.weight:0 x width"],
        Prunable("""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Linear stem;
            private readonly ModuleList<Linear> blocks = new();
            private readonly Linear head;
            public M(int width, int count) : base("M")
            {
                stem = Linear(4, width);
                for (int i = 0; i < count; ++i) blocks.Add(Linear(width, width));
                head = Linear(width, 2);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = stem.call(x);
                foreach (var block in blocks)
                {
                    x = functional.relu(block.call(x));
                }

                return head.call(x);
            }
        }
        """));

    [Fact]
    public void Blocks_of_a_base_class_and_overridden_methods() => Assert.Equal(["body.weight:0 x 8"], Prunable("""
        public abstract class Backbone : Module<Tensor, Tensor>
        {
            protected readonly Linear body = Linear(4, 8);
            protected Backbone(string name) : base(name) { }
            public override Tensor forward(Tensor x) => Head(functional.relu(body.call(x)));
            protected abstract Tensor Head(Tensor x);
        }

        public partial class M : Backbone
        {
            private readonly Linear head = Linear(8, 2);
            public M() : base("M") => RegisterComponents();
            protected override Tensor Head(Tensor x) => head.call(x);
        }
        """));

    [Fact]
    public void A_helper_in_another_class_and_an_extension_method() => Assert.Equal(["a.weight:0 x 8"], Prunable("""
        public static class Layers
        {
            public static Linear Make(long from, long to = 8) => Linear(from, to);
            public static Tensor Activated(this Tensor x) => functional.silu(x);
        }

        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Linear a = Layers.Make(4);
            private readonly Linear b = Linear(8, 2);
            public M() : base("M") => RegisterComponents();
            public override Tensor forward(Tensor x) => b.call(a.call(x).Activated());
        }
        """));

    [Fact]
    public void Dispose_scopes_and_in_place_operations() => Assert.Equal(["a.weight:0 x 8"], Prunable("""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Linear a = Linear(4, 8);
            private readonly Linear b = Linear(8, 2);
            public M() : base("M") => RegisterComponents();
            public override Tensor forward(Tensor input)
            {
                using var scope = NewDisposeScope();
                using var x = a.call(input);
                x.relu_();
                x.mul_(0.5);
                return scope.MoveToOuter(b.call(x));
            }
        }
        """));

    [Fact]
    public void An_in_place_operation_changes_what_its_alias_holds() => Assert.Empty(Prunable("""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Linear a = Linear(4, 8);
            private readonly Linear b = Linear(8, 2, hasBias: false);
            public M() : base("M") => RegisterComponents();
            public override Tensor forward(Tensor input)
            {
                var x = a.call(input);
                var y = x;
                y.add_(1);
                return b.call(x);
            }
        }
        """));

    [Fact]
    public void Layers_from_linq_lambdas_and_local_functions() => Assert.Equal(
        ["stem.weight:0 x width", "blocks.0.weight:0 x width", "blocks.1.weight:0 x width", "blocks.2.weight:0 x width", "mid.weight:0 x 6"],
        Prunable("""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Linear stem, mid, head;
            private readonly Sequential blocks;
            private readonly Func<Tensor, Tensor> act = x => functional.silu(x);
            public M(int width, int depth) : base("M")
            {
                stem = Make(width);
                blocks = Sequential(Enumerable.Range(0, depth).Select(_ => Linear(width, width)).ToArray());
                Func<long, Linear> toMid = n => Linear(width, n);
                mid = toMid(6);
                head = Linear(6, 2);
                RegisterComponents();

                Linear Make(long to) => Linear(4, to);
            }

            public override Tensor forward(Tensor x)
            {
                x = blocks.call(act(stem.call(x)));
                Tensor Last(Tensor y)
                {
                    y = mid.call(y);
                    return head.call(functional.relu(y));
                }

                return Last(x);
            }
        }
        """));

    [Fact]
    public void A_factory_that_is_passed_to_a_block() => Assert.Equal(["block.body.weight:0 x 8"], Prunable("""
        public sealed class Block : Module<Tensor, Tensor>
        {
            private readonly Linear body;
            private readonly Module<Tensor, Tensor> norm;
            public Block(Func<long, Module<Tensor, Tensor>> norm) : base("Block")
            {
                body = Linear(4, 8);
                this.norm = norm(8);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => norm.call(body.call(x));
        }

        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Block block = new(Norm);
            private readonly Linear head = Linear(8, 2);
            public M() : base("M") => RegisterComponents();
            private static Module<Tensor, Tensor> Norm(long n) => BatchNorm1d(n);
            public override Tensor forward(Tensor x) => head.call(block.call(x));
        }
        """));

    [Fact]
    public void Recursion_without_end_ends_the_analysis_alone()
    {
        var read = ModelCompilation.Of(ModelCompilation.Usings + """
            public partial class M : Module<Tensor, Tensor>
            {
                public M() : base("M") => RegisterComponents();
                public override Tensor forward(Tensor x) => Again(x);
                private Tensor Again(Tensor x) => Again(x + 1);
            }
            """).Read("M");
        Assert.NotNull(ModelAnalysis.Analyze(read.Program).Problem);
    }

    [Fact]
    public void A_class_that_is_named_like_a_layer() => Assert.Equal(["a.weight:0 x 8"], Prunable("""
        public sealed class Flatten : Module<Tensor, Tensor>
        {
            public Flatten() : base("Flatten") { }
            public override Tensor forward(Tensor x) => functional.relu(x);
        }

        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Linear a = Linear(4, 8);
            private readonly Flatten act = new();
            private readonly Linear b = Linear(8, 2);
            public M() : base("M") => RegisterComponents();
            public override Tensor forward(Tensor x) => b.call(act.call(a.call(x)));
        }
        """));

    [Fact]
    public void KeepDense_keeps_a_layer_with_its_reason()
    {
        var groups = Groups("""
            public partial class M : Module<Tensor, Tensor>
            {
                [KeepDense("the embedding is shared with another service")]
                private readonly Linear a = Linear(4, 8);
                private readonly Linear b = Linear(8, 2);
                public M() : base("M") => RegisterComponents();
                public override Tensor forward(Tensor x) => b.call(a.call(x));
            }
            """, "M");
        Assert.Equal("its author keeps it dense: the embedding is shared with another service", groups.Kept.First(g => g.Id == "a.weight:0").Kept!.Message);
    }

    [Theory]
    [InlineData("x[.., 5..]", 3, "a.weight:0#1 x 3")]
    [InlineData("x[.., ..^2]", 6, "a.weight:0#0 x 6")]
    [InlineData("x[.., ^3..]", 3, "a.weight:0#0 x 5")]
    [InlineData("x[TensorIndex.Ellipsis, TensorIndex.Slice(start: 2)]", 6, "a.weight:0#1 x 6")]
    [InlineData("x[TensorIndex.Colon, TensorIndex.Slice(null, 6)]", 6, "a.weight:0#1 x 2")]
    [InlineData("x[TensorIndex.Null, TensorIndex.Ellipsis][0]", 8, "a.weight:0 x 8")]
    [InlineData("x.chunk(2, dim: -1)[1]", 4, "a.weight:0 x 4")]
    [InlineData("x[TensorIndex.Colon, odd][0]", 8, "")]
    [InlineData("x[odd]", 8, "a.weight:0 x 8")]
    [InlineData("x.clamp(max: 4)", 8, "a.weight:0 x 8")]
    [InlineData("x.clamp(min: 1)", 8, "a.weight:0 x 8")]
    [InlineData("x.clamp(min: 1).relu().lgamma()", 8, "")]
    [InlineData("x.pow(2)", 8, "a.weight:0 x 8")]
    [InlineData("x * (2 - x.sigmoid())", 8, "a.weight:0 x 8")]
    [InlineData("x.where(x > 0, x * 2)", 8, "a.weight:0 x 8")]
    [InlineData("x.where(x > 0, ones(8))", 8, "")]
    [InlineData("torch.max(x)", 1, "")]
    [InlineData("x.masked_fill(x < 0, float.NegativeInfinity)", 8, "")]
    public void Parts_and_choices(string expression, int width, string groups) => Assert.Equal(groups, string.Join(", ", Prunable($$"""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Linear a = Linear(4, 8);
            private readonly Linear b = Linear({{width}}, 2);
            public M() : base("M") => RegisterComponents();
            public override Tensor forward(Tensor x)
            {
                var odd = TensorIndex.Slice(1, null, 2);
                x = a.call(x.view(5, 4));
                return b.call({{expression}});
            }
        }
        """)));

    [Fact]
    public void A_store_into_a_tensor_is_no_index_of_it() => Assert.Empty(Prunable("""
        public partial class M : Module<Tensor, Tensor>
        {
            private readonly Linear a = Linear(4, 8);
            private readonly Linear b = Linear(8, 2);
            public M() : base("M") => RegisterComponents();
            public override Tensor forward(Tensor x)
            {
                x = a.call(x.view(5, 4));
                x[.., 3] = ones(5);
                return b.call(x);
            }
        }
        """));

    [Fact]
    public void The_program_reads_back_from_its_text()
    {
        var program = ModelCompilation.Of(ModelCompilation.Usings + """
            public partial class M : Module<Tensor, Tensor>
            {
                public Linear Projection { get; } = Linear(4, 8);
                private readonly Linear b = Linear(8, 2);
                private readonly string note = "a \"quoted\"\nline";
                public M(float rate = 64.0f) : base("M") => RegisterComponents();
                public override Tensor forward(Tensor x) => b.call(Projection.call(x) * 64.0 / 3);
            }
            """).Read("M").Program;
        Assert.Equal(program, ModelProgram.Parse(program.ToString()));
        Assert.Contains("<Projection>k__BackingField", program.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Prunable(string source, string type = "M") =>
        Groups(source, type).Prunable.Select(g => $"{g.Id} x {g.Extent}");

    private static GroupSet Groups(string source, string type)
    {
        var compilation = ModelCompilation.Of(source.StartsWith("using", StringComparison.Ordinal) ? source : ModelCompilation.Usings + source);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        var result = ModelAnalysis.Analyze(compilation.Read(type).Program);
        Assert.Null(result.Problem);
        return Assert.Single(result.Configurations).Groups;
    }
}
