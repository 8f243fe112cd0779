using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace PrunableModels.Analysis.Tests;

public sealed class GeneratorTests
{
    [Fact]
    public async Task The_generated_file_is_the_one_a_human_has_read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Generation", "GeneratorTests.Classifier.verified.cs");
        var verified = SourceText.From(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), Encoding.UTF8, SourceHashAlgorithm.Sha256);
        var test = new CSharpSourceGeneratorTest<PrunableGenerator, DefaultVerifier>
        {
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            TestState =
            {
                Sources = { Models.Classifier },
                GeneratedSources = { (typeof(PrunableGenerator), "Samples.Classifier.Pruning.g.cs", verified) },
            },
        };
        test.TestState.AdditionalReferences.AddRange(ModelCompilation.References);
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_nested_model_is_extended_inside_its_containing_types()
    {
        var files = GeneratorRun.Of(ModelCompilation.Of(ModelCompilation.Usings + """
            namespace Samples;

            public static partial class Outer
            {
                [Prunable]
                internal sealed partial class Inner : Module<Tensor, Tensor>
                {
                    private readonly Linear a = Linear(3, 8);
                    private readonly Linear b = Linear(8, 2);
                    public Inner() : base("Inner") => RegisterComponents();
                    public override Tensor forward(Tensor x) => b.call(functional.relu(a.call(x)));
                }
            }
            """));
        Assert.Contains("partial class Outer", files["Samples.Outer.Inner.Pruning.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_is_not_read_where_its_type_cannot_be_named()
    {
        var files = GeneratorRun.Of(ModelCompilation.Of(ModelCompilation.Usings + """
            namespace Samples;

            public sealed class Block : Module<Tensor, Tensor>
            {
                private enum Mode { Plain, Twice }
                private readonly Mode? hidden = Mode.Twice;
                private readonly long? shown = 2;
                private readonly Linear a = Linear(8, 8);
                public Block() : base("Block") => RegisterComponents();
                public override Tensor forward(Tensor x) => hidden == Mode.Twice && shown == 2 ? a.call(a.call(x)) : a.call(x);
            }

            [Prunable]
            public sealed partial class Net : Module<Tensor, Tensor>
            {
                private readonly Block block = new();
                public Net() : base("Net") => RegisterComponents();
                public override Tensor forward(Tensor x) => block.call(x);
            }
            """));
        Assert.Contains("Block_shown", files["Samples.Net.Pruning.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("Block_hidden", files["Samples.Net.Pruning.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_forward_reads_get_accessors_in_private_blocks_too()
    {
        var files = GeneratorRun.Of(ModelCompilation.Of(ModelCompilation.Usings + """
            namespace Samples;

            [Prunable]
            public sealed partial class Net : Module<Tensor, Tensor>
            {
                private readonly Block block = new(true);
                private readonly Linear head = Linear(8, 2);
                private readonly int unused = 3;
                public Net() : base("Net") => RegisterComponents();
                public override Tensor forward(Tensor x) => head.call(block.call(x));

                private sealed class Block : Module<Tensor, Tensor>
                {
                    private readonly bool rectify;
                    private readonly Linear a = Linear(3, 8);
                    public Block(bool rectify) : base("Block")
                    {
                        this.rectify = rectify;
                        RegisterComponents();
                    }

                    public override Tensor forward(Tensor x)
                    {
                        x = a.call(x);
                        return rectify ? functional.relu(x) : x;
                    }
                }
            }
            """));
        var file = Assert.Single(files.Values);
        Assert.Contains("\"rectify\") => Block_rectify(m)", file, StringComparison.Ordinal);
        Assert.DoesNotContain("Net_unused", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_is_not_partial_or_no_module_gets_nothing()
    {
        var compilation = ModelCompilation.Of(ModelCompilation.Usings + """
            [Prunable] public partial class NoModule { }
            [Prunable] public class NotPartial : Module<Tensor, Tensor>
            {
                public NotPartial() : base("") { }
                public override Tensor forward(Tensor x) => x;
            }
            """);
        Assert.Empty(GeneratorRun.Of(compilation));
    }

    [Fact]
    public void The_attribute_on_two_parts_gives_one_file()
    {
        var compilation = ModelCompilation.Of(Models.Classifier, ModelCompilation.Usings + "namespace Samples; [Prunable] public sealed partial class Classifier { }");
        var result = ModelCompilation.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult();
        Assert.Null(result.Results[0].Exception);
        Assert.Single(result.GeneratedTrees);
    }

    [Fact]
    public void Without_TorchSharp_nothing_happens() =>
        Assert.Empty(ModelCompilation.Driver().RunGenerators(CSharpCompilation.Create("Empty", [CSharpSyntaxTree.ParseText("class A { }", new CSharpParseOptions(LanguageVersion.CSharp12), cancellationToken: TestContext.Current.CancellationToken)]), TestContext.Current.CancellationToken).GetRunResult().GeneratedTrees);
}
