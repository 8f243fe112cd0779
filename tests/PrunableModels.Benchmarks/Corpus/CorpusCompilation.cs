using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PrunableModels.Benchmarks;

/// <summary>The sources of a folder as a compilation against TorchSharp and this library; that it has errors is normal.</summary>
internal static class CorpusCompilation
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string[] Built = ["bin", "obj"];

    /// <summary>How its files are parsed.</summary>
    public static CSharpParseOptions Parse { get; } = new(LanguageVersion.Latest, DocumentationMode.None);

    /// <summary>Every C# file of the folder, what was built left out.</summary>
    public static CSharpCompilation Of(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Any(Built.Contains)).Order(StringComparer.Ordinal);
        var trees = files.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), Parse, Path.GetRelativePath(folder, f)));
        return CSharpCompilation.Create(
            "Corpus",
            [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, Parse, "ImplicitUsings.cs")],
            References(),
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    // The measuring programs themselves are no part of what a model is built against.
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is not ("PrunableModels.Benchmarks.dll" or "PrunableModels.Zoo.dll" or "PrunableModels.Analysis.dll"))
            .Select(p => MetadataReference.CreateFromFile(p));
}
