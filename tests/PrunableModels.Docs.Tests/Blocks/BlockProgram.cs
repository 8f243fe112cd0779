using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace PrunableModels.Docs.Tests;

/// <summary>
/// A block as a program: what a user has at the top of a file, the loop that the guide shows, what the page has told before, and the
/// block. What was told is in <c>Pages</c>, the page's own file or else the classifier of README, in a namespace that the block's own
/// types and variables go before.
/// </summary>
internal sealed class BlockProgram
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using PrunableModels;
        global using PrunableModels.Distributed;
        global using PrunableModels.Onnx;
        global using PrunableModels.Reports;
        global using TorchSharp;
        global using TorchSharp.Modules;
        global using static TorchSharp.torch;
        global using static TorchSharp.torch.nn;
        """;

    private static readonly string Loop = DocumentPage.Guide.Single(p => p.Name == "guide").Blocks.Single(b => b.Text.Contains("class Training", StringComparison.Ordinal)).Text;

    private readonly Compiled compiled;

    private BlockProgram(Compiled compiled) => this.compiled = compiled;

    /// <summary>What compiler and analyzers say, hints that are hidden left out.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => compiled.Diagnostics;

    public static async Task<BlockProgram> Of(CodeBlock block)
    {
        var told = Told(File.Exists(Told(block.Page.Name)) ? block.Page.Name : "Classifier");
        var tree = Tree(block);
        return new(await Compiled.Of(
            block.Name.Replace(':', '_'),
            Statements(tree).Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            Compiled.Source($"{Usings}\nglobal using Told;\nglobal using static Told.Page;\nglobal using static Told.Training;", "Usings.cs"),
            Compiled.Source($"namespace Told\n{{\n{Loop}\n}}", "Training.cs"),
            Compiled.Source(File.ReadAllText(told), told),
            tree));
    }

    private static string Told(string page) => Repository.PathOf($"tests/PrunableModels.Docs.Tests/Pages/{page}.cs");

    public byte[] ToAssembly()
    {
        using var stream = new MemoryStream();
        var result = compiled.Compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return stream.ToArray();
    }

    // Members that stand alone, as those of a class that is not shown.
    private static SyntaxTree Tree(CodeBlock block)
    {
        var plain = Compiled.Source(block.Text, block.Name);
        return Statements(plain).Any(s => s.Statement is LocalFunctionStatementSyntax { Modifiers: [{ RawKind: (int)SyntaxKind.PublicKeyword or (int)SyntaxKind.PrivateKeyword }, ..] })
            ? Compiled.Source($"public static partial class Members\n{{\n{block.Text}\n}}", block.Name)
            : plain;
    }

    private static IEnumerable<GlobalStatementSyntax> Statements(SyntaxTree tree) => tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>();
}
