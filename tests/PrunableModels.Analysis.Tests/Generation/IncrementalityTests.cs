using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace PrunableModels.Analysis.Tests;

public sealed class IncrementalityTests
{
    private const string Block = ModelCompilation.Usings + """
        public sealed class Block : Module<Tensor, Tensor>
        {
            private readonly Linear a;
            public Block(long width) : base("Block")
            {
                a = Linear(3, width);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => functional.relu(a.call(x));
        }
        """;

    private const string Net = ModelCompilation.Usings + """
        [Prunable]
        public sealed partial class Net : Module<Tensor, Tensor>
        {
            private readonly Block block = new(8);
            private readonly Linear head = Linear(8, 2);
            public Net() : base("Net") => RegisterComponents();
            public override Tensor forward(Tensor x) => head.call(block.call(x));
        }
        """;

    private const string Unrelated = "class Unrelated { int a; void M() { a++; } }";

    [Theory]
    [InlineData(2, "a++;", "a--;", Unchanged, Cached)]
    [InlineData(2, "int a;", "int a; int c;", Unchanged, Cached)]
    [InlineData(1, "[Prunable]", "// The net.\n[Prunable]", Unchanged, Cached)]
    [InlineData(1, "head.call(block.call(x))", "head.call(functional.relu(block.call(x)))", Modified, Modified)]
    [InlineData(1, "new(8)", "new(4 + 4)", Unchanged, Cached)]
    [InlineData(0, "functional.relu(a.call(x))", "functional.gelu(a.call(x))", Modified, Modified)]
    [InlineData(0, "Linear(3, width)", "Linear(4, width)", Modified, Modified)]
    public void An_edit_redoes_what_depends_on_it(int file, string from, string to, IncrementalStepRunReason read, IncrementalStepRunReason emit)
    {
        var before = ModelCompilation.Of(Block, Net, Unrelated);
        var tree = before.SyntaxTrees[file];
        var text = tree.ToString();
        Assert.Contains(from, text, StringComparison.Ordinal);
        var after = before.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text.Replace(from, to))));

        Assert.Equal([read], GeneratorRun.Reasons(before, after, PrunableGenerator.ReadStep));
        Assert.Equal([emit], GeneratorRun.Reasons(before, after, PrunableGenerator.EmitStep));
    }

    [Fact]
    public void A_second_model_leaves_the_first_alone()
    {
        var before = ModelCompilation.Of(Block, Net);
        var after = before.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Net.Replace("class Net", "class Other").Replace("public Net()", "public Other()"), (CSharpParseOptions)before.SyntaxTrees[0].Options, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal([Cached, New], GeneratorRun.Reasons(before, after, PrunableGenerator.EmitStep));
    }
}
