using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PrunableModels.Analysis;

/// <summary>
/// Emits, for every class with <c>[Prunable]</c>, its program, its pruning dependency graph and its groups. It reports nothing:
/// analyzers explain, from the same reading.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PrunableGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads annotated classes.</summary>
    internal const string ReadStep = "Prunable.Read";

    /// <summary>The step that turns a model into the generated file.</summary>
    internal const string EmitStep = "Prunable.Emit";

    private readonly System.Action<string>? reading;

    /// <summary>Makes a generator.</summary>
    public PrunableGenerator()
    {
    }

    /// <summary>Makes a generator that tells of every class that it reads.</summary>
    internal PrunableGenerator(System.Action<string> reading) => this.reading = reading;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var cache = new ReaderCache(reading);
        var files = context.SyntaxProvider
            .ForAttributeWithMetadataName(TorchSymbols.PrunableAttribute, static (node, _) => node is TypeDeclarationSyntax, cache.Read)
            .WithTrackingName(ReadStep)
            .Where(static model => model is not null)
            .Select(static (model, _) => new GeneratedFile(model!.HintName, ModelEmitter.Emit(model)))
            .WithTrackingName(EmitStep);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8, SourceHashAlgorithm.Sha256)));
    }

    private sealed record GeneratedFile(string HintName, string Text);
}
