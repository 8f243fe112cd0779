using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace PrunableModels.Analysis.Tests;

/// <summary>After an edit, what is remembered gives exactly what reading all of it anew gives (<see cref="MemoRun"/> compares).</summary>
public sealed class MemoTests
{
    private const string Block = "Shop.Block";
    private const string Net = "Shop.Net";
    private const string Other = "Rest.Other";
    private const string Part = "Shop.Part";
    private const string Gate = "Shop.IGate";

    [Fact]
    public void The_first_run_reads_every_class_once()
    {
        var reads = new List<string>();
        ModelCompilation.Driver(reads.Add).RunGenerators(ModelCompilation.OfFiles(MemoSolution.Files), TestContext.Current.CancellationToken);
        Assert.Equal(reads.Distinct(), reads);
        Assert.Superset(new HashSet<string> { Block, Net, Other, Part, "Rest.Other+Cell", "Shop.Net+Offset", "Shop.Signed" }, reads.ToHashSet());
    }

    [Theory]
    [InlineData("Unrelated.cs", "of + 1", "of + 2")]
    [InlineData("Unrelated.cs", "public const int Most = 5;", "public const int Most = 6; private int more;")]
    [InlineData("Unrelated.cs", "using System.Text;", "using System.Text;\nusing System.IO;")]
    [InlineData("Unrelated.cs", "public sealed class Orders", "public sealed class Invoices { public int Width; }\npublic sealed class Orders")]
    [InlineData("Unrelated.cs", "Sort() { }", "Sort() { ")]
    [InlineData("Settings.cs", "Classes = 4", "Classes = 5")]
    [InlineData("Net.cs", "    [Prunable]", "    // The net.\n    [Prunable]")]
    [InlineData("Layers.cs", "    public abstract class Part", "    // A part.\n    public abstract class Part")]
    public void An_edit_outside_models_reads_nothing(string file, string from, string to) => Reads(file, from, to);

    [Theory]
    [InlineData("Layers.cs", "Linear(8, width)", "Linear(8, width * 2)", Block)]
    [InlineData("Layers.cs", "functional.gelu(inner.call(y))", "functional.silu(inner.call(y))", Block)]
    [InlineData("Layers.cs", "private readonly Activation activation;", "private readonly Activation activation; private readonly long extra = 3;", Block)]
    [InlineData("Layers.cs", "shared = Linear(8, 8)", "shared = Linear(8, 8, false)", Part)]
    [InlineData("Layers.cs", "shared.call(shared.call(x))", "shared.call(x)", Part)]
    [InlineData("Net.cs", "first = Linear(3, 8)", "first = Linear(5, 8)", Net)]
    [InlineData("Net.cs", "times = 2", "times = 1", Net)]
    [InlineData("Net.cs", "x + 0", "x + 1", "Shop.Net+Offset")]
    [InlineData("Other.cs", "Linear(4, width)", "Linear(5, width)", "Rest.Other+Cell")]
    [InlineData("Other.cs", "new(8)", "new(16)", Other)]
    [InlineData("Helpers.cs", "functional.relu(x)", "functional.relu6(x)", "Shop.TensorHelpers")]
    [InlineData("Settings.cs", "Width { get; init; } = 8", "Width { get; init; } = 16", "Shop.Settings")]
    [InlineData("Helpers.cs", "Linear(width, classes)", "Linear(width, classes, false)", "Shop.Make")]
    public void An_edit_inside_a_class_reads_that_class(string file, string from, string to, string read) => Reads(file, from, to, read);

    [Theory]
    [InlineData("a constant", "Settings.cs", "Half = 8", "Half = 16", Net)]
    [InlineData("a constant's expression", "Settings.cs", "Half * 2", "Half + 2", Net)]
    [InlineData("an enumeration's members", "Settings.cs", "{ Relu, Gelu }", "{ Gelu, Relu }", Block)]
    [InlineData("an enumeration's member of the same value", "Settings.cs", "{ Relu, Gelu }", "{ None, Relu = 0, Gelu }", Block)]
    [InlineData("a base list", "Layers.cs", "sealed class Block : Part", "sealed class Block : Module<Tensor, Tensor>", Block, Net)]
    [InlineData("a base list of a base", "Layers.cs", "abstract class Part : Module<Tensor, Tensor>", "abstract class Part", Net)]
    [InlineData("a base's member", "Layers.cs", "Tensor Twice(Tensor x)", "Tensor Thrice(Tensor x)", Block, Part)]
    [InlineData("a base's member that becomes automatic", "Layers.cs", "string Label => \"part\"", "string Label { get; } = \"part\"", Part)]
    [InlineData("a constructor's parameters", "Layers.cs", "Block(Width width, Activation", "Block(Width size, Width width, Activation", Net)]
    [InlineData("a parameter's default", "Layers.cs", "activation = Activation.Relu)", "activation = Activation.Gelu)", Block, Net)]
    [InlineData("an alias in another file", "Layers.cs", "using Width = System.Int64;", "using Width = System.String;", Net)]
    [InlineData("a using in another file", "Layers.cs", "using static TorchSharp.torch.nn;", "", Net)]
    [InlineData("a helper's default", "Helpers.cs", "classes = 4", "classes = 5", "Shop.Make", Net)]
    [InlineData("a helper's name", "Helpers.cs", "Linear Head(", "Linear Tail(", Net)]
    [InlineData("a helper's result", "Helpers.cs", "TorchSharp.Modules.Linear Head(", "object Head(", Net)]
    [InlineData("an extension method's name", "Helpers.cs", "Activated(this", "Activate(this", Block)]
    [InlineData("an overload of an extension method", "Unrelated.cs", "public sealed class Orders", "public static class More { public static object Activated(this TorchSharp.torch.Tensor x, int n = 0) => x; }\npublic sealed class Orders", Block)]
    [InlineData("an overload in another file", "Helpers.cs", "public static class Make\n    {", "public static class Make\n    {\n        public static object Head(int width) => 3;", Net)]
    [InlineData("a type that hides another", "Unrelated.cs", "public sealed class Orders", "public sealed class Linear { }\npublic sealed class Orders", Block, Net, Part)]
    [InlineData("a namespace that hides another", "Unrelated.cs", "namespace Shop;", "namespace Shop.Sizes;", Net)]
    [InlineData("a renamed type", "Settings.cs", "public static class Sizes", "public static class Lengths", Net)]
    [InlineData("a part that is added", "Unrelated.cs", "public sealed class Orders", "public sealed partial class Net { private readonly TorchSharp.Modules.Linear more = TorchSharp.torch.nn.Linear(1, 2); }\npublic sealed class Orders", Net)]
    [InlineData("a global alias that hides a type", "Global.cs", "global using System;", "global using System;\nglobal using Make = System.Math;")]
    [InlineData("a global using", "Global.cs", "global using System.Linq;", "global using System.Linq;\nglobal using System.Text;", Net, Other)]
    [InlineData("a signature of the assembly", "Global.cs", "x[B, C] -> [B, C]", "x[B, C] -> [B, 1]", Net)]
    [InlineData("a parameter that the assembly's signature names", "Layers.cs", "forward(Tensor x) => x.detach()", "forward(Tensor z) => z.detach()", "Shop.Signed")]
    [InlineData("an attribute", "Layers.cs", "protected readonly Linear shared", "[PrunableModels.KeepDense(\"needed\")] protected readonly Linear shared", Part)]
    [InlineData("a preprocessor symbol", "Layers.cs", "using TorchSharp;", "#define BIG\nusing TorchSharp;")]
    [InlineData("accessibility", "Settings.cs", "public static class Sizes", "internal static class Sizes", Net)]
    [InlineData("an accessor", "Settings.cs", "public Activation Activation { get; init; }", "public Activation Activation { set { } }")]
    [InlineData("a member's type", "Settings.cs", "public long Width { get; init; } = 8", "public string Width { get; init; } = \"8\"")]
    [InlineData("a broken constant", "Settings.cs", "Half = 8;", "Half = 8 2;", Net)]
    [InlineData("another implementation", "Unrelated.cs", "public sealed class Orders", "public sealed class Fast : IGate { public TorchSharp.torch.Tensor Open(TorchSharp.torch.Tensor x) => x; }\npublic sealed class Orders", Gate)]
    [InlineData("another implementation by an abstract class", "Unrelated.cs", "public sealed class Orders", "public sealed class Fast : Gate { public override TorchSharp.torch.Tensor Open(TorchSharp.torch.Tensor x) => x; }\npublic sealed class Orders", Gate)]
    [InlineData("the only implementation gone", "Gates.cs", "sealed class Slow : Gate", "sealed class Slow", Gate)]
    [InlineData("the only implementation that cannot be made", "Gates.cs", "public sealed class Slow", "public abstract class Slow", Gate)]
    [InlineData("the only implementation renamed", "Gates.cs", "class Slow", "class Fast", Gate)]
    [InlineData("what the only implementation does", "Gates.cs", "x.sigmoid()", "x.relu()", "Shop.Slow")]
    [InlineData("half-typed code", "Settings.cs", "public const long Half = 8;", "public const long Half = 8; public ")]
    [InlineData("no longer a class to prune", "Net.cs", "[Prunable]", "")]
    [InlineData("no longer partial", "Net.cs", "sealed partial class Net", "sealed class Net")]
    public void After_an_edit_the_result_is_that_of_a_first_run(string what, string file, string from, string to, params string[] read)
    {
        Assert.NotEmpty(what);
        var run = new MemoRun(ModelCompilation.OfFiles(MemoSolution.Files));
        run.Edit(file, from, to);
        Assert.Superset(read.ToHashSet(), run.Read.ToHashSet());
    }

    [Theory]
    [InlineData("Settings.cs")]
    [InlineData("Layers.cs")]
    [InlineData("Helpers.cs")]
    [InlineData("Global.cs")]
    [InlineData("Net.cs")]
    [InlineData("Gates.cs")]
    [InlineData("Unrelated.cs")]
    public void Files_come_and_go(string file)
    {
        var run = new MemoRun(ModelCompilation.OfFiles(MemoSolution.Files));
        var tree = run.Compilation.SyntaxTrees.Single(t => t.FilePath == file);
        var before = run.Files;
        run.Run(run.Compilation.RemoveSyntaxTrees(tree));
        run.Run(run.Compilation.AddSyntaxTrees(tree));
        Assert.Equal(before, run.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parts_in_another_order_are_read_again(bool withAnotherFile)
    {
        const string part = "namespace Shop { public sealed partial class Net { private readonly TorchSharp.Modules.Linear more = TorchSharp.torch.nn.Linear(1, 2); } }";
        var run = new MemoRun(ModelCompilation.OfFiles(MemoSolution.Files).AddSyntaxTrees(ModelCompilation.Parsed("Part.cs", part)));
        var tree = run.Compilation.SyntaxTrees.Single(t => t.FilePath == "Net.cs");
        var reordered = run.Compilation.RemoveSyntaxTrees(tree).AddSyntaxTrees(tree);
        run.Run(withAnotherFile ? reordered.AddSyntaxTrees(ModelCompilation.Parsed("Another.cs", "")) : reordered);
        Assert.Contains(Net, run.Read);
    }

    [Fact]
    public void Another_edit_undone_reads_what_it_touched()
    {
        var run = new MemoRun(ModelCompilation.OfFiles(MemoSolution.Files));
        var before = run.Files;
        run.Edit("Settings.cs", "Half = 8", "Half = 16");
        Assert.NotEqual(before, run.Files);
        run.Edit("Settings.cs", "Half = 16", "Half = 8");
        Assert.Equal(before, run.Files);
    }

    [Fact]
    public void Other_options_and_references_read_everything()
    {
        var run = new MemoRun(ModelCompilation.OfFiles(MemoSolution.Files));
        run.Run(run.Compilation.WithOptions(run.Compilation.Options.WithOptimizationLevel(OptimizationLevel.Release)));
        Assert.Contains(Other, run.Read);
        run.Run(run.Compilation.WithAssemblyName("Renamed"));
        Assert.Contains(Other, run.Read);
        var json = run.Compilation.References.First(r => r.Display!.Contains("System.Text.Json", StringComparison.Ordinal));
        run.Run(run.Compilation.RemoveReferences(json));
        Assert.Contains(Other, run.Read);
    }

    [Fact]
    public void The_line_on_which_a_class_stands_does_not_matter()
    {
        var net = MemoSolution.Net.Replace("head = Make.Head(Sizes.Hidden);", "head = Linear(PrunableModels.Analysis.Tests.PackagedHelpers.Traced(8), 4);", StringComparison.Ordinal);
        var run = new MemoRun(ModelCompilation.OfFiles(new Dictionary<string, string>(MemoSolution.Files) { ["Net.cs"] = net }));
        Assert.Contains("PackagedHelpers.Traced(8)", run.Files["Shop.Net.Pruning.g.cs"], StringComparison.Ordinal);
        run.Edit("Net.cs", "    [Prunable]", "\n\n    [Prunable]");
        Assert.Empty(run.Read);
    }

    [Fact]
    public void Comments_inside_what_is_quoted_are_read_again()
    {
        var net = MemoSolution.Net.Replace("y + Offset.Of(y)", "(dynamic)y /* here */ ?? y", StringComparison.Ordinal);
        var run = new MemoRun(ModelCompilation.OfFiles(new Dictionary<string, string>(MemoSolution.Files) { ["Net.cs"] = net }));
        run.Edit("Net.cs", "/* here */", "/* there */");
        Assert.Equal([Net], run.Read);
    }

    [Fact]
    public void Top_level_statements_are_no_part_of_models_but_for_the_names_they_declare()
    {
        var run = new MemoRun(ModelCompilation.OfFiles(new Dictionary<string, string>(MemoSolution.Files) { ["Program.cs"] = "Console.WriteLine(1); var Make = 3;" }));
        run.Edit("Program.cs", "WriteLine(1)", "WriteLine(2)");
        Assert.Empty(run.Read);
        run.Edit("Program.cs", "var Make = 3", "var Make = 3.0");
        Assert.Contains(Net, run.Read);
    }

    [Fact]
    public void Signatures_of_modules_without_source_come_and_go()
    {
        const string given = "[assembly: PrunableModels.OperatorSignature(typeof(TorchSharp.Modules.PairwiseDistance), \"input1[N, C], input2[N, C] -> [N, C]\")]";
        var run = new MemoRun(ModelCompilation.OfFiles(MemoSolution.Files));
        run.Edit("Global.cs", "global using System.Linq;", $"global using System.Linq;\n{given}");
        Assert.Contains("class PairwiseDistance", run.Files["Shop.Net.Pruning.g.cs"], StringComparison.Ordinal);
        run.Edit("Unrelated.cs", "of + 1", "of + 2");
        Assert.Empty(run.Read);
        run.Edit("Global.cs", given, "");
        Assert.DoesNotContain("class PairwiseDistance", run.Files["Shop.Net.Pruning.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_generator_reads_what_analyzers_read()
    {
        var run = new MemoRun(ModelCompilation.OfFiles(MemoSolution.Files));
        run.Edit("Settings.cs", "Half = 8", "Half = 4");
        var read = run.Compilation.Read(Net).Program.ToString();
        var written = run.Files["Shop.Net.Pruning.g.cs"].Split("\"\"\"\"")[1];
        Assert.Equal(read.Trim().Split('\n').Select(l => l.Trim()), written.Trim().Split('\n').Select(l => l.Trim()));
    }

    [Fact]
    public void Runs_of_two_forks_do_not_disturb_each_other()
    {
        var start = ModelCompilation.OfFiles(MemoSolution.Files);
        CSharpCompilation Fork(int n)
        {
            var tree = start.SyntaxTrees.Single(t => t.FilePath == "Settings.cs");
            return start.ReplaceSyntaxTree(tree, ModelCompilation.Parsed("Settings.cs", MemoSolution.Settings.Replace("Half = 8", $"Half = {n}")));
        }

        var driver = ModelCompilation.Driver().RunGenerators(start, TestContext.Current.CancellationToken);
        var texts = Enumerable.Range(1, 16).AsParallel().Select(n => (n, Text: Text(driver.RunGenerators(Fork(n))))).ToList();
        Assert.All(texts, t => Assert.Equal(Text(ModelCompilation.Driver().RunGenerators(Fork(t.n), TestContext.Current.CancellationToken)), t.Text));
        static string Text(GeneratorDriver of) => string.Concat(of.GetRunResult().Results[0].GeneratedSources.Select(s => s.SourceText.ToString()));
    }

    private static void Reads(string file, string from, string to, params string[] read)
    {
        var run = new MemoRun(ModelCompilation.OfFiles(MemoSolution.Files));
        run.Edit(file, from, to);
        Assert.Equal(read, run.Read);
    }
}
