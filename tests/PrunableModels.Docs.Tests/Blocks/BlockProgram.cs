using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace PrunableModels.Docs.Tests;

/// <summary>
/// A block as a program: what a user has at the top of a file, what the page has told before, and the block. What was told is in
/// <c>Pages</c>, the page's own file or else the classifier of README, in a namespace that the block's own types and variables go
/// before. The generator and all analyzers of the library run, as they would for a user.
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

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp12);

    private static readonly IReadOnlyList<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly Type[] Analysis = Assembly.Load("PrunableModels.Analysis").GetTypes().Where(t => !t.IsAbstract).ToArray();

    private readonly CSharpCompilation compilation;

    private BlockProgram(CSharpCompilation compilation, IReadOnlyList<Diagnostic> diagnostics) => (this.compilation, Diagnostics) = (compilation, diagnostics);

    /// <summary>What compiler and analyzers say, hints that are hidden left out.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public static async Task<BlockProgram> Of(CodeBlock block)
    {
        var told = Told(File.Exists(Told(block.Page.Name)) ? block.Page.Name : "Classifier");
        var tree = Tree(block);
        CSharpCompilation written = CSharpCompilation.Create(
            block.Name.Replace(':', '_'),
            [Source($"{Usings}\nglobal using Told;\nglobal using static Told.Page;", "Usings.cs"), Source(File.ReadAllText(told), told), tree],
            References,
            new(Statements(tree).Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(All<IIncrementalGenerator>().Select(g => g.AsSourceGenerator()), parseOptions: Parse)
            .RunGeneratorsAndUpdateCompilation(written, out var generated, out var reported, TestContext.Current.CancellationToken);
        var analyzed = await generated.WithAnalyzers([.. All<DiagnosticAnalyzer>()]).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return new((CSharpCompilation)generated, [.. reported.Concat(analyzed).Where(d => d.Severity > DiagnosticSeverity.Hidden && !d.IsSuppressed)]);
    }

    private static string Told(string page) => Repository.PathOf($"tests/PrunableModels.Docs.Tests/Pages/{page}.cs");

    public byte[] ToAssembly()
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return stream.ToArray();
    }

    // Members that stand alone, as those of a class that is not shown.
    private static SyntaxTree Tree(CodeBlock block)
    {
        var plain = Source(block.Text, block.Name);
        return Statements(plain).Any(s => s.Statement is LocalFunctionStatementSyntax { Modifiers: [{ RawKind: (int)SyntaxKind.PublicKeyword or (int)SyntaxKind.PrivateKeyword }, ..] })
            ? Source($"public static partial class Members\n{{\n{block.Text}\n}}", block.Name)
            : plain;
    }

    private static SyntaxTree Source(string text, string path) => CSharpSyntaxTree.ParseText(text, Parse, path);

    private static IEnumerable<GlobalStatementSyntax> Statements(SyntaxTree tree) => tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>();

    private static IEnumerable<T> All<T>() => Analysis.Where(t => typeof(T).IsAssignableFrom(t)).Select(t => (T)Activator.CreateInstance(t)!);
}
