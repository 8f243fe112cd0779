using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PrunableModels.Mutations;

/// <summary>
/// The zoo as a compilation in which one file at a time is replaced. Only that file's models are annotated, or those that are built
/// from its classes where it has no models of its own: nothing else has to be read for it.
/// </summary>
internal sealed partial class MutatedZoo
{
    private readonly Dictionary<string, SyntaxTree> plain = [];
    private readonly Dictionary<string, SyntaxTree> annotated = [];
    private readonly Dictionary<string, string> users = [];

    public MutatedZoo(IReadOnlyList<SourceFile> files, CSharpParseOptions options)
    {
        Options = options;
        foreach (var file in files)
        {
            annotated.Add(file.Name, Parse(file.Text, file.Name));
            plain.Add(file.Name, Parse(Annotation().Replace(file.Text, ""), file.Name));
        }

        foreach (var file in files.Where(f => !Annotation().IsMatch(f.Text)))
        {
            var classes = annotated[file.Name].GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Select(d => d.Identifier.Text).ToList();
            if (files.FirstOrDefault(f => Annotation().IsMatch(f.Text) && classes.Any(c => f.Text.Contains(c, StringComparison.Ordinal))) is { } user)
            {
                users.Add(file.Name, user.Name);
            }
        }

        Plain = CSharpCompilation.Create(
            "Zoo",
            [.. plain.Values, Parse(ImplicitUsings, "ImplicitUsings.cs")],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(p => !Path.GetFileName(p).StartsWith("PrunableModels.Zoo", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p)),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>How files are parsed.</summary>
    public CSharpParseOptions Options { get; }

    /// <summary>The compilation without an annotated class.</summary>
    public CSharpCompilation Plain { get; }

    /// <summary>The zoo with one file mutated.</summary>
    public CSharpCompilation With(Mutation mutation)
    {
        var mutated = Plain.ReplaceSyntaxTree(plain[mutation.File], Parse(mutation.Text, mutation.File));
        return users.TryGetValue(mutation.File, out var user) ? mutated.ReplaceSyntaxTree(plain[user], annotated[user]) : mutated;
    }

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private SyntaxTree Parse(string text, string name) => CSharpSyntaxTree.ParseText(text, Options, name);

    [GeneratedRegex(@"\[Prunable\]")]
    private static partial Regex Annotation();
}
