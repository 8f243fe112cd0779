using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PrunableModels.Analysis;
using PrunableModels.Core;
using Xunit;
using static TorchSharp.torch;

namespace PrunableModels.Zoo.Tests;

/// <summary>What a failing case prints: a model that compiles, computes the same, and is read as the program that was tested.</summary>
public sealed class SourceTests
{
    private const int Count = 200;

    private const string Usings = """
        using System;
        using PrunableModels;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => !Path.GetFileName(p).StartsWith("PrunableModels.Zoo", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p))];

    [Fact]
    public void The_source_of_a_model_is_read_as_its_program()
    {
        var models = Enumerable.Range(0, Count).Select(i => Choices.Architectures.Generate(new PCG(77, (ulong)i), null, out _)).ToList();
        var sources = models.Select((m, i) => CSharpSyntaxTree.ParseText($"{Usings}namespace N{i} {{\n{m}\n}}", new(LanguageVersion.CSharp12), $"Model{i}.cs", cancellationToken: TestContext.Current.CancellationToken));
        var compilation = CSharpCompilation.Create("Models", sources, References, new(OutputKind.DynamicallyLinkedLibrary));
        Assert.Equal("", string.Join("\n", compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error)));
        for (var i = 0; i < Count; i++)
        {
            var name = $"N{i}.{nameof(RandomModule)}";
            var read = ModelReader.Read(compilation.GetTypeByMetadataName(name)!, TorchSymbols.Of(compilation)!, tree => compilation.GetSemanticModel(tree), TestContext.Current.CancellationToken).Program;
            Compare(models[i], read.ToString().Replace(name, typeof(RandomModule).FullName, StringComparison.Ordinal));
        }
    }

    private static void Compare(Architecture architecture, string read)
    {
        using var scope = NewDisposeScope();
        using var model = architecture.Create();
        var asRead = new Pruning(model, read, (_, _) => Pruning.Unreadable);
        Assert.True(Groups(model.Pruning) == Groups(asRead), $"{architecture}\n{Groups(model.Pruning)}\n{Groups(asRead)}\n{architecture.Program()}\n{read}");
    }

    private static string Groups(Pruning pruning) => string.Join(", ", pruning.Groups.Select(g => $"{g.Id} {g.Width}"));
}
