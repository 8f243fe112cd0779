using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Core;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>Classes of other assemblies, of which there is nothing but the program that they carry.</summary>
public sealed class PublishedProgramTests
{
    private const string Block = """
        namespace Shared;

        [Prunable]
        public sealed partial class Block : Module<Tensor, Tensor>
        {
            private readonly Linear up;
            private readonly Linear down;

            public Block(long width, long hidden) : base("Block")
            {
                up = Linear(width, hidden);
                down = Linear(hidden, width);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => down.call(functional.relu(up.call(x)));
        }
        """;

    private const string Model = """
        namespace Models;

        [Prunable]
        public sealed partial class M : Module<Tensor, Tensor>
        {
            private readonly Shared.Block block = new(4, 8);
            public M() : base("M") => RegisterComponents();
            public override Tensor forward(Tensor x) => block.call(x);
        }
        """;

    [Fact]
    public void A_block_of_another_assembly_is_read_from_its_program() =>
        Assert.Equal(["block.up.weight:0"], Read(Model, Compile(Block)).Groups.Prunable.Select(g => g.Id));

    [Fact]
    public void A_program_of_another_version_is_opaque_and_says_so()
    {
        var (groups, compilation) = Read(Model, Compile("""
            namespace Shared;

            [PrunableProgram("class Shared.Block written in another way")]
            public sealed class Block : Module<Tensor, Tensor>
            {
                public Block(long width, long hidden) : base("Block") { }
                public override Tensor forward(Tensor x) => x;
            }
            """));
        Assert.Empty(groups.Prunable);
        Assert.Contains(groups.Graph.Nodes, n => n.ToString().Contains("Shared.Block of Library, whose program this version cannot read (line 1: expected"));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void Classes_of_one_name_in_two_assemblies_are_not_taken_for_each_other()
    {
        var one = Compile(Block);
        var other = Compile("""
            namespace Other
            {
                [Prunable]
                public sealed partial class Wrapped : Module<Tensor, Tensor>
                {
                    private readonly Shared.Block inner = new();
                    public Wrapped() : base("Wrapped") => RegisterComponents();
                    public override Tensor forward(Tensor x) => inner.call(x);
                }
            }

            namespace Shared
            {
                public sealed class Block : Module<Tensor, Tensor>
                {
                    private readonly Linear up = Linear(4, 4);
                    public Block() : base("Block") => RegisterComponents();
                    public override Tensor forward(Tensor x) => functional.tanh(up.call(x));
                }
            }
            """, "Other");
        var (groups, _) = Read(Model.Replace("block.call(x)", "wrapped.call(block.call(x))").Replace("private readonly", "private readonly Other.Wrapped wrapped = new(); private readonly").Replace("Shared.Block block", "first::Shared.Block block"), one, other);
        Assert.DoesNotContain(groups.Prunable, g => g.Id.Contains("up"));
        Assert.Contains(groups.Graph.Nodes, n => n.ToString().Contains("Shared.Block, a name that classes of several assemblies have"));
    }

    private static (GroupSet Groups, Compilation Compilation) Read(string model, params MetadataReference[] libraries)
    {
        var aliases = libraries.Length > 1 ? "extern alias first;\n" : "";
        var references = libraries.Select((l, i) => i == 0 && libraries.Length > 1 ? l.WithAliases(["first"]) : l);
        var compilation = ModelCompilation.Of(aliases + ModelCompilation.Usings + model).AddReferences(references);
        var analysis = ModelAnalysis.Analyze(compilation.Read("Models.M").Program);
        Assert.Null(analysis.Problem);
        ModelCompilation.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, TestContext.Current.CancellationToken);
        return (Assert.Single(analysis.Configurations).Groups, generated);
    }

    private static PortableExecutableReference Compile(string source, string name = "Library")
    {
        var compilation = ModelCompilation.Of(ModelCompilation.Usings + source).WithAssemblyName(name);
        ModelCompilation.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, TestContext.Current.CancellationToken);
        using var image = new MemoryStream();
        var result = generated.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
