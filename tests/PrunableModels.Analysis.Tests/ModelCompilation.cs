using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PrunableModels.Analysis.Tests;

/// <summary>Compilations of model sources against the real TorchSharp and the real runtime library.</summary>
internal static class ModelCompilation
{
    /// <summary>What a user has at the top of a model file.</summary>
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using PrunableModels;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp12);

    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    // Bound to its references once; what is made from it has them, and all that was read of them.
    private static readonly CSharpCompilation Bound = Bind(CSharpCompilation.Create(
        "Models",
        references: References,
        options: new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)));

    public static CSharpCompilation Of(params string[] sources) =>
        Bound.AddSyntaxTrees([.. sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, Parse, $"Model{i}.cs"))]);

    /// <summary>A compilation of files with names.</summary>
    public static CSharpCompilation OfFiles(IEnumerable<KeyValuePair<string, string>> files) =>
        Of().AddSyntaxTrees([.. files.Select(f => Parsed(f.Key, f.Value))]);

    /// <summary>A file as compilations here parse it.</summary>
    public static SyntaxTree Parsed(string file, string text) => CSharpSyntaxTree.ParseText(text, Parse, file);

    /// <summary>The model of that name as the frontend reads it.</summary>
    public static ReadModel Read(this CSharpCompilation compilation, string metadataName) =>
        ModelReader.Read(compilation.GetTypeByMetadataName(metadataName)!, TorchSymbols.Of(compilation)!, tree => compilation.GetSemanticModel(tree), default);

    /// <summary>A driver of the generator that tracks its steps, and tells which classes it reads where that is asked for.</summary>
    public static GeneratorDriver Driver(Action<string>? reading = null) => CSharpGeneratorDriver.Create(
        [(reading is null ? new PrunableGenerator() : new PrunableGenerator(reading)).AsSourceGenerator()],
        parseOptions: Parse,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static CSharpCompilation Bind(CSharpCompilation compilation)
    {
        _ = compilation.Assembly;
        return compilation;
    }
}
